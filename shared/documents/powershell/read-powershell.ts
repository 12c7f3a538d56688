import { documentSpan, type EmbeddedText, embeddedText } from '../../text/embedded-text.ts';
import type { Command, Word } from '../command.ts';
import type { Comment, LaunchDocument } from '../document.ts';
import { revised } from '../revised.ts';
import { readArguments } from '../shell/read-shell.ts';
import { windowsProgram } from '../windows-program.ts';
import { unknownPiece, wordOf } from '../word.ts';
import { valueOfTokens } from './expression.ts';
import { scan } from './scan.ts';
import { assignIn, type Block, blockIn, isSetIn, leave, lookUpIn } from './scope.ts';
import { startedBy } from './start-process.ts';
import type { Token, WordToken } from './tokens.ts';
import { argumentsOfToken, type Reading, type Value } from './values.ts';

/** Reads a script of PowerShell, whole or half typed. What it cannot be certain of is not known. Never throws. */
export function readPowerShell(document: string): LaunchDocument {
  const script: Script = { document, commands: [], comments: [], environment: new Map(), folder: undefined, depth: 0 };
  const whole = embeddedText(document === '' ? [] : [{ text: document, span: { start: 0, end: document.length }, origin: undefined }]);
  runText(script, whole, blockIn(undefined), false);
  return { kind: 'powershell', commands: script.commands.sort((one, other) => one.start - other.start), comments: script.comments };
}

interface Script {
  readonly document: string;
  readonly commands: Command[];
  readonly comments: Comment[];
  readonly environment: Map<string, Word>;
  folder: Word | undefined;
  /** How many texts are being run inside one another. */
  depth: number;
}

/** Where the script is read, and in which state. */
interface Run {
  readonly script: Script;
  readonly tokens: readonly Token[];
  readonly reading: Reading;
  block: Block;
  isConditional: boolean;
}

/** Runs the statements of a text one after another. */
function runText(script: Script, embedded: EmbeddedText, block: Block, isConditional: boolean): void {
  const tokens = scan(embedded.text);
  const run: Run = {
    script,
    tokens,
    block,
    isConditional,
    reading: { document: script.document, embedded, lookUp: (name) => valueIn(run, name) },
  };
  if (script.depth === 0) addComments(run);
  const blocks: { readonly block: Block; readonly wasConditional: boolean }[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token?.kind === 'open') {
      blocks.push({ block: run.block, wasConditional: run.isConditional });
      enter(run, at);
      at += 1;
    } else if (token?.kind === 'close') {
      leave(run.block);
      const outer = blocks.pop();
      if (outer !== undefined) {
        run.block = outer.block;
        run.isConditional = outer.wasConditional;
      }
      at += 1;
    } else at = runStatement(run, at);
  }
}

function addComments({ script, tokens, reading }: Run): void {
  for (const { kind, from, to } of tokens) {
    if (kind !== 'comment') continue;
    const span = documentSpan(reading.embedded, from, to);
    script.comments.push({ text: script.document.slice(span.start + 1, span.end), span });
  }
}

function valueIn({ script, block }: Run, name: string): Value | undefined {
  if (name.startsWith('env:')) {
    const word = script.environment.get(name.slice(4).toUpperCase());
    return word && { word };
  }
  return lookUpIn(block, plainName(name));
}

function plainName(name: string): string {
  return name.replace(/^(?:script|global|local|private|using):/, '');
}

/** A block may run never, once or many times: what it sets is not known at its start. */
function enter(run: Run, open: number): void {
  const { head, isFunction } = headOf(run, open);
  const isLoop = /^(?:for|foreach|while|do|function|filter|foreach-object|%)$/.test(head);
  const inner = blockIn(run.block, isFunction);
  run.block = inner;
  run.isConditional = true;
  if (isLoop || isFunction) for (const name of namesSetIn(run, open)) inner.own.set(name, undefined);
}

/** The word that the statement before a block starts with. */
function headOf({ tokens, reading }: Run, open: number): { readonly head: string; readonly isFunction: boolean } {
  let first: WordToken | undefined;
  for (let at = open - 1; at >= 0 && at > open - 60; at--) {
    const token = tokens[at];
    if (token === undefined || token.kind === 'close' || (token.kind === 'end' && tokens[at + 1]?.kind !== 'open')) break;
    if (token.kind === 'word') first = token;
  }
  const head = first === undefined ? '' : reading.embedded.text.slice(first.from, first.to).toLowerCase();
  return { head, isFunction: head === 'function' || head === 'filter' };
}

const mostLooked = 3000;

/** Names that the block's text assigns; of a very long block, all that is set so far. */
function namesSetIn({ tokens, reading, block }: Run, open: number): Iterable<string> {
  const names = new Set<string>();
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (at - open > mostLooked) return allNames(block);
    const token = tokens[at];
    if (token?.kind === 'open' || token?.kind === 'table') depth += 1;
    else if (token?.kind === 'close' && --depth === 0) break;
    const name =
      token?.kind === 'word'
        ? /^(?:\[[^\]]*\])?\$(?:script:|global:)?(\w+)/i.exec(reading.embedded.text.slice(token.from, token.to))?.[1]
        : undefined;
    const next = tokens[at + 1];
    const follows = next?.kind === 'word' ? reading.embedded.text.slice(next.from, next.to) : '';
    if (
      name !== undefined &&
      (/^[-+*/%]?=/.test(follows) || token?.kind !== 'word' || /\+\+|--|=/.test(reading.embedded.text.slice(token.from, token.to)))
    )
      names.add(name.toLowerCase());
  }
  return names;
}

function allNames(block: Block): Iterable<string> {
  const names = new Set<string>();
  for (let at: Block | undefined = block; at !== undefined; at = at.outer) for (const name of at.own.keys()) names.add(name);
  return names;
}

/** Runs the statement from token `from` on; gives the token behind it. */
function runStatement(run: Run, from: number): number {
  const { tokens } = run;
  const first = tokens[from];
  if (first === undefined || first.kind !== 'word') return first?.kind === 'call' ? runCommand(run, from + 1) : from + 1;
  const text = textOf(run, first);
  if (/^(?:if|elseif|while|until|switch|for)$/i.test(text)) return afterGroup(run, from + 1);
  if (/^foreach$/i.test(text)) return runForeach(run, from + 1);
  if (/^param$/i.test(text)) return runParameters(run, from + 1);
  if (/^(?:function|filter)$/i.test(text)) return from + 2;
  if (/^(?:else|try|catch|finally|do|begin|process|end|return|throw|trap|\.)$/i.test(text)) return from + 1;
  return runAssignment(run, from) ?? runCommand(run, from);
}

function textOf({ reading }: Run, { from, to }: Token): string {
  return reading.embedded.text.slice(from, to);
}

/** The token behind a group in parentheses. */
function afterGroup({ tokens }: Run, from: number): number {
  const opening = tokens[from]?.kind;
  if (opening !== 'paren' && opening !== 'list') return from;
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    const kind = tokens[at]?.kind;
    if (kind === 'paren' || kind === 'list') depth += 1;
    else if (kind === 'unparen' && --depth === 0) return at + 1;
  }
  return tokens.length;
}

function runForeach(run: Run, from: number): number {
  const variable = run.tokens[from + 1];
  const name = variable?.kind === 'word' ? nameOf(textOf(run, variable)) : undefined;
  if (name !== undefined) assignIn(run.block, name, undefined);
  return afterGroup(run, from);
}

function nameOf(text: string): string | undefined {
  const name = /^(?:\[[^\]]*\])*\$((?:\w+:)?\w+)$/.exec(text)?.[1];
  return name === undefined ? undefined : plainName(name.toLowerCase());
}

/** `param([int]$TP = 4)`: a default is what the script says. */
function runParameters(run: Run, from: number): number {
  const end = afterGroup(run, from);
  for (let at = from; at < end; at++) {
    const token = run.tokens[at];
    const name = token?.kind === 'word' ? nameOf(textOf(run, token)) : undefined;
    const equals = run.tokens[at + 1];
    if (name === undefined) continue;
    const value = run.tokens[at + 2];
    const isDefault = equals?.kind === 'word' && textOf(run, equals) === '=' && value !== undefined;
    assignIn(run.block, name, isDefault ? valueOfTokens(run.reading, [value]) : undefined);
  }
  return end;
}

/** `$name = …`, `$env:NAME = …`, `$name += …`; undefined: the statement is no assignment. */
function runAssignment(run: Run, from: number): number | undefined {
  const { tokens } = run;
  let at = from;
  while (
    at < tokens.length &&
    tokens[at]?.kind === 'word' &&
    /^\[[^\]]*\]$/.test(textOf(run, tokens[at] ?? { kind: 'end', from: 0, to: 0 }))
  )
    at += 1;
  const [target, operator] = [tokens[at], tokens[at + 1]];
  if (target?.kind !== 'word' || operator?.kind !== 'word') return undefined;
  const name = /^(?:\[[^\]]*\])*\$((?:\w+:)?\w+)$/.exec(textOf(run, target))?.[1]?.toLowerCase();
  const sign = textOf(run, operator);
  if (name === undefined || !/^[-+*/%?]{0,2}=$/.test(sign)) return undefined;
  const end = statementEnd(run, at + 2);
  const given = tokens.slice(at + 2, end);
  const [first] = given;
  if (first?.kind === 'call' || (first?.kind === 'word' && startsCommand(textOf(run, first), first))) {
    assign(run, name, undefined);
    return first.kind === 'call' ? runCommand(run, at + 3) : runCommand(run, at + 2);
  }
  const value = given.length > 500 ? undefined : valueOfTokens(run.reading, given);
  assign(run, name, sign === '=' ? value : sign === '+=' ? joined(run, name, value) : undefined);
  return end;
}

/** `$id = docker run …`: a word that is no text starts a command. */
function startsCommand(text: string, token: WordToken): boolean {
  return !token.quoted && /^[A-Za-z.\\/]/.test(text) && !/^(?:if|switch|foreach|for|while|try)$/i.test(text);
}

function assign(run: Run, name: string, value: Value | undefined): void {
  if (!name.startsWith('env:')) {
    assignIn(run.block, plainName(name), value);
    return;
  }
  const word = value !== undefined && 'word' in value ? value.word : undefined;
  const nowhere = { start: 0, end: 0 };
  run.script.environment.set(
    name.slice(4).toUpperCase(),
    word === undefined || run.isConditional
      ? wordOf(run.script.document, word?.span ?? nowhere, [unknownPiece(word?.span ?? nowhere)])
      : word,
  );
}

/** An array grows by elements; a text by text. */
function joined(run: Run, name: string, added: Value | undefined): Value | undefined {
  const plain = plainName(name);
  const before = lookUpIn(run.block, plain);
  if (before === undefined || added === undefined) return isSetIn(run.block, plain) && before === undefined ? undefined : openAfter(before);
  if ('elements' in before)
    return { elements: [...before.elements, ...('elements' in added ? added.elements : [added.word])].slice(0, 500) };
  if ('elements' in added) return undefined;
  const pieces = [...before.word.pieces, ...added.word.pieces];
  return pieces.length > 200 ? undefined : { word: wordOf(run.script.document, before.word.span, pieces) };
}

/** An array to which something is added that is not known. */
function openAfter(before: Value | undefined): Value | undefined {
  const last = before !== undefined && 'elements' in before ? before.elements.at(-1) : undefined;
  if (before === undefined || !('elements' in before) || last === undefined) return undefined;
  return { elements: [...before.elements, { ...last, text: undefined, pieces: [unknownPiece(last.span)], spread: true }] };
}

/** The token that ends a statement: a line's end outside parentheses, a pipe, the end of the block around it. */
function statementEnd(run: Run, from: number): number {
  const { tokens } = run;
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    const kind = tokens[at]?.kind;
    if (kind === 'end' && at > from && goesOn(run, at - 1)) continue;
    if (kind === 'paren' || kind === 'list' || kind === 'table') depth += 1;
    else if (kind === 'unparen' || (kind === 'close' && depth > 0)) depth -= 1;
    else if (depth <= 0 && (kind === 'end' || kind === 'pipe' || kind === 'and' || kind === 'close' || kind === 'open')) return at;
    if (depth < 0) return at;
  }
  return tokens.length;
}

/** A line that ends in a comma or a plus goes on with the next. */
function goesOn(run: Run, last: number): boolean {
  let at = last;
  while (run.tokens[at]?.kind === 'comment') at -= 1;
  const token = run.tokens[at];
  return token?.kind === 'comma' || (token?.kind === 'word' && textOf(run, token) === '+');
}

/** Reads the words of a command and what it starts; gives the token that ends it. */
function runCommand(run: Run, from: number): number {
  const { reading, tokens, script } = run;
  const end = statementEnd(run, from);
  if (end - from > 2000) return Math.max(from + 1, end);
  const words: Word[] = [];
  for (let at = from; at < end; ) {
    const token = tokens[at];
    if (token?.kind === 'word') words.push(...argumentsOfToken(reading, token));
    if (token?.kind === 'redirect') at += tokens[at + 1]?.kind === 'word' && !/&\d$/.test(textOf(run, token)) ? 2 : 1;
    else if (token?.kind === 'paren' || token?.kind === 'list' || token?.kind === 'table') at = addGroup(run, at, end, words);
    else at += 1;
  }
  const [program, ...rest] = words;
  if (program === undefined) return Math.max(from + 1, end);
  const name = (program.text ?? '').toLowerCase();
  if (name === 'invoke-expression' || name === 'iex') runExpression(run, rest);
  else if (/^(?:set-location|push-location|cd|sl|pushd|chdir)$/.test(name)) script.folder = folderOf(rest);
  else if (name === 'start-process' || name === 'saps') runStarted(run, rest);
  else if (!/^[a-z]+-[a-z]+$/.test(name) || /^(?:sglang|vllm)/.test(name)) start(run, words);
  return Math.max(from + 1, end);
}

/** `@( … )` and `( … )` as arguments: a list that is known, or any number of words. */
function addGroup(run: Run, from: number, end: number, words: Word[]): number {
  const close = Math.min(end, Math.max(from + 1, afterGroup(run, from)));
  const tokens = run.tokens.slice(from, close);
  const value = tokens.length > 500 ? undefined : valueOfTokens(run.reading, tokens);
  const span = documentSpan(run.reading.embedded, run.tokens[from]?.from ?? 0, run.tokens[close - 1]?.to ?? 0);
  if (value === undefined) words.push({ ...wordOf(run.script.document, span, [unknownPiece(span)]), spread: true });
  else words.push(...('word' in value ? [value.word] : value.elements));
  return close;
}

/** `$PSScriptRoot` is the document's own folder. */
function folderOf(words: readonly Word[]): Word | undefined {
  const target = words.find((word) => !/^-/.test(word.text ?? ''));
  return target === undefined || /^["']?\$PSScriptRoot["']?$/i.test(target.source) ? undefined : target;
}

function runExpression(run: Run, words: readonly Word[]): void {
  const { script } = run;
  const text = words.find((word) => !/^-/.test(word.text ?? ''));
  if (text === undefined || script.depth > 5) return;
  script.depth += 1;
  runText(script, embeddedText(text.pieces), blockIn(run.block), run.isConditional);
  script.depth -= 1;
}

function runStarted(run: Run, words: readonly Word[]): void {
  const started = startedBy(words, run.script.document);
  if (started === undefined) return;
  const { insertion, workingFolder } = started;
  for (const command of commandsOf(run, started.words, workingFolder ?? run.script.folder)) {
    run.script.commands.push(revised(command, { insertion, conditional: run.isConditional || command.conditional }));
  }
}

function start(run: Run, words: readonly Word[]): void {
  run.script.commands.push(...commandsOf(run, words, run.script.folder));
}

function commandsOf({ script, isConditional }: Run, words: readonly Word[], workingFolder: Word | undefined): readonly Command[] {
  const [program, ...rest] = words;
  if (program === undefined) return [];
  const around = { environment: new Map(script.environment), workingFolder, conditional: isConditional };
  return readArguments([windowsProgram(program), ...rest], script.document, { ...around, start: program.span.start });
}
