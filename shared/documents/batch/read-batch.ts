import { documentSpan, type EmbeddedText, embeddedText, runsWithin } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import type { Command, Word } from '../command.ts';
import type { Comment, LaunchDocument } from '../document.ts';
import { readArguments } from '../shell/read-shell.ts';
import { windowsProgram } from '../windows-program.ts';
import { elsewhere, unknownPiece, wordOf } from '../word.ts';
import { batchLines } from './batch-lines.ts';
import { batchWords, commandsIn } from './batch-words.ts';
import { expandBatch } from './expand-batch.ts';

/** Reads a batch file, whole or half typed. What a condition or a jump decides is not known. Never throws. */
export function readBatch(document: string): LaunchDocument {
  const batch: Batch = {
    document,
    commands: [],
    comments: [],
    variables: new Map(),
    counts: new Map(),
    folder: undefined,
    depth: 0,
    nesting: 0,
  };
  for (const line of batchLines(document)) takeLine(batch, line);
  return { kind: 'batch', commands: batch.commands.sort((one, other) => one.start - other.start), comments: batch.comments };
}

interface Batch {
  readonly document: string;
  readonly commands: Command[];
  readonly comments: Comment[];
  readonly variables: Map<string, Word | undefined>;
  /** How often a name was set before a jump may lead back. */
  readonly counts: Map<string, number>;
  folder: Word | undefined;
  /** Parentheses that are open: a block may not run. */
  depth: number;
  /** Commands that are being read inside one another: behind `if`, in the text of `cmd /c`. */
  nesting: number;
}

function takeLine(batch: Batch, line: EmbeddedText): void {
  const comment = /^\s*(?:@?rem(?=\s|$)|::)/i.exec(line.text)?.[0];
  if (comment !== undefined) {
    const span = documentSpan(line, line.text.length - line.text.trimStart().length, line.text.length);
    batch.comments.push(commentAt(batch.document, span));
    return;
  }
  // A jump may lead to a label from anywhere below it.
  if (/^\s*:/.test(line.text))
    for (const name of batch.variables.keys()) if ((batch.counts.get(name) ?? 0) > 1) batch.variables.set(name, undefined);
  const expanded = embeddedText(expandBatch(line, batch.variables));
  if (!/^\s*:/.test(line.text)) for (const [from, to] of commandsIn(expanded.text)) takeCommand(batch, expanded, from, to, batch.depth > 0);
  batch.depth = Math.max(0, batch.depth + depthChange(line.text));
}

function commentAt(document: string, span: Span): Comment {
  const marker = /^(?:@?rem\b|::)/i.exec(document.slice(span.start, span.end))?.[0].length ?? 0;
  return { text: document.slice(span.start + marker, span.end), span };
}

/** A parenthesis at a line's end opens a block, one at its start closes it. */
function depthChange(text: string): number {
  return (/\(\s*$/.test(text) ? 1 : 0) - (/^\s*\)/.test(text) ? 1 : 0);
}

const words = /^[\s@(]*([A-Za-z]+)/;

const deepest = 30;

function takeCommand(batch: Batch, line: EmbeddedText, from: number, to: number, isConditional: boolean): void {
  if (batch.nesting > deepest) return;
  batch.nesting += 1;
  dispatch(batch, line, from, to, isConditional);
  batch.nesting -= 1;
}

function dispatch(batch: Batch, line: EmbeddedText, from: number, to: number, isConditional: boolean): void {
  const text = line.text.slice(from, to);
  const [head = '', word = ''] = words.exec(text) ?? [];
  const keyword = word.toLowerCase();
  const after = from + head.length;
  if (keyword === 'rem') return;
  if (keyword === 'set' && /^[\s/"]/.test(line.text.slice(after))) takeSet(batch, line, after, to, isConditional);
  else if (keyword === 'if') takeIf(batch, line, after, to);
  else if (keyword === 'else') takeCommand(batch, line, after, to, true);
  else if (keyword === 'for') takeFor(batch, line, after, to);
  else if (/^(?:cd|chdir|pushd)$/.test(keyword)) batch.folder = folderAfter(batch, line, after, to);
  else if (keyword === 'call' || keyword === 'start') takeStarted(batch, keyword, line, after, to, isConditional);
  else runWords(batch, batchWords(line, from + (/^[\s@(]*/.exec(text)?.[0].length ?? 0), to, batch.document), isConditional);
}

/** `set NAME=value`, `set "NAME=value"`; with `/a` and `/p` the value is worked out or asked for. */
function takeSet(batch: Batch, line: EmbeddedText, from: number, to: number, isConditional: boolean): void {
  const found = /^\s*(\/[ap]\s+)?("?)([^="\s]+)=/i.exec(line.text.slice(from, to));
  if (found === null) return;
  const [head, computed, quote, name = ''] = found;
  const start = from + head.length;
  const last = quote === '' ? to : line.text.lastIndexOf('"', to - 1);
  const end = Math.max(start, last);
  const key = name.toUpperCase();
  const span = documentSpan(line, start, end);
  const pieces = computed === undefined && !isConditional ? runsWithin(line, start, end) : [unknownPiece(span)];
  batch.counts.set(key, (batch.counts.get(key) ?? 0) + 1);
  batch.variables.set(
    key,
    pieces.length > 200 ? undefined : wordOf(batch.document, span, pieces.length > 0 ? pieces : [elsewhere('', span)]),
  );
}

const condition =
  /^\s+(?:\/i\s+)?(?:not\s+)?(?:exist\s+(?:"[^"]*"|\S+)|defined\s+(\S+)|errorlevel\s+\d+|("[^"]*"|[^\s"=]+)\s*(?:==|\b(?:equ|neq|lss|leq|gtr|geq)\b)\s*(?:"[^"]*"|\S+))/i;

/** What a condition guards may not run; but `if not defined TP set TP=4` gives a default to what nothing else sets. */
function takeIf(batch: Batch, line: EmbeddedText, from: number, to: number): void {
  const text = line.text.slice(from, to);
  const found = condition.exec(text);
  if (found === null) return;
  const [head, defined] = found;
  const guarded = from + head.length;
  const name = /^[\s(]*set\s+"?([^="\s]+)=/i.exec(line.text.slice(guarded, to))?.[1]?.toUpperCase();
  const asks = /^\s+not\s+defined/i.test(head) ? defined?.toUpperCase() : emptyAsked(batch, line, head, from);
  const isDefault = name !== undefined && name === asks && !batch.variables.has(name) && batch.depth === 0;
  takeCommand(batch, line, guarded, to, !isDefault);
}

/** `"%TP%"==""`: the name that is compared with nothing. */
function emptyAsked(batch: Batch, line: EmbeddedText, head: string, from: number): string | undefined {
  if (!/==\s*""\s*$/.test(head)) return undefined;
  const run = runsWithin(line, from, from + head.length).find(({ text }) => text === undefined);
  return run && /^%(\w+)%$/.exec(batch.document.slice(run.span.start, run.span.end))?.[1]?.toUpperCase();
}

function takeFor(batch: Batch, line: EmbeddedText, from: number, to: number): void {
  const found = /\)\s*do\b/i.exec(line.text.slice(from));
  if (found !== null && from + found.index + found[0].length < to) takeCommand(batch, line, from + found.index + found[0].length, to, true);
}

/** `cd /d "%~dp0"` goes to the document's own folder. */
function folderAfter(batch: Batch, line: EmbeddedText, from: number, to: number): Word | undefined {
  const target = batchWords(line, from, to, batch.document).find((word) => !/^\/d$/i.test(word.text ?? ''));
  if (target === undefined || /^"?%~dp0\\?"?$/i.test(target.source)) return undefined;
  return target.text === undefined ? target : withSlashes(target, target.text);
}

function withSlashes(word: Word, text: string): Word {
  const pieces = word.pieces.map((piece) => ({ ...piece, text: piece.text?.replaceAll('\\', '/') }));
  return { ...word, text: text.replaceAll('\\', '/'), pieces };
}

const startValues: ReadonlySet<string> = new Set(['/d', '/node', '/affinity']);

/** `start "title" /b PROGRAM`, `call PROGRAM`. */
function takeStarted(batch: Batch, keyword: string, line: EmbeddedText, from: number, to: number, isConditional: boolean): void {
  const given = batchWords(line, from, to, batch.document);
  let at = keyword === 'start' && given[0]?.source.startsWith('"') === true ? 1 : 0;
  while (given[at]?.text?.startsWith('/') === true) at += startValues.has(given[at]?.text?.toLowerCase() ?? '') ? 2 : 1;
  runWords(batch, given.slice(at), isConditional);
}

function runWords(batch: Batch, given: readonly Word[], isConditional: boolean): void {
  const [first, ...rest] = given;
  if (first === undefined) return;
  const program = windowsProgram(first);
  if (/^cmd$/i.test(program.text ?? '')) {
    runText(batch, rest);
    return;
  }
  const environment = new Map([...batch.variables].flatMap(([name, word]) => (word === undefined ? [] : [[name, word] as const])));
  const around = { environment, workingFolder: batch.folder, conditional: isConditional, start: first.span.start };
  batch.commands.push(...readArguments([program, ...rest], batch.document, around));
}

/** `cmd /c "TEXT"`, `cmd /k TEXT`. */
function runText(batch: Batch, given: readonly Word[]): void {
  const at = given.findIndex(({ text }) => /^\/[ck]$/i.test(text ?? ''));
  const rest = given.slice(at + 1);
  if (at < 0) return;
  const [only, ...more] = rest;
  if (only !== undefined && more.length === 0) {
    const text = embeddedText(only.pieces);
    for (const [from, to] of commandsIn(text.text)) takeCommand(batch, text, from, to, true);
  } else runWords(batch, rest, true);
}
