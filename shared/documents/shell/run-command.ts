import { embeddedText } from '../../text/embedded-text.ts';
import { joinPath } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import type { Piece, Word } from '../command.ts';
import { prefixed, runAssignment, runDeclaration } from './assignments.ts';
import { type Context, spanIn } from './context.ts';
import { emit } from './emit.ts';
import { callFunction } from './functions.ts';
import { firstRuns } from './join.ts';
import type { CommandNode, HereDoc, Redirection } from './parse.ts';
import { runEmbedded } from './run-embedded.ts';
import { assign, type Exported, lookUp } from './scope.ts';
import { textOf, unknownRun } from './value.ts';
import { addWords, expandHeredoc, expandRuns } from './words.ts';
import { headOf } from './wrappers/options.ts';
import { baseNameOf, type Script, type Wrapped } from './wrappers/state.ts';
import { wrappers } from './wrappers/table.ts';

/** The name under which a scope keeps the folder that `cd` went to; no variable can be called so. */
export const folderName = '/folder';

/** Runs one simple command: assignments, a declaration, a call of a function, or a program. */
export function runCommand(context: Context, node: CommandNode, input: readonly Piece[] | undefined): void {
  if (node.name === undefined) return runAssignments(context, node);
  const program = node.name.text;
  if (runDeclaration(context, node, program)) return runRedirections(context, node);
  const exports = exportsOf(context, node);
  const words: Word[] = [];
  addWords(context, node.name, words);
  for (const item of node.suffix) {
    if (item.type === 'Word') addWords(context, item, words);
    else if (item.type === 'Redirect' && item.target !== undefined && item.target.parts !== undefined) addWords(context, item.target, []);
  }
  const [first] = words;
  if (first === undefined) return;
  runWords(context, node, words, exports, inputOf(context, node) ?? input);
}

function runAssignments(context: Context, node: CommandNode): void {
  for (const item of node.prefix) if (item.type === 'Assignment') runAssignment(context, item);
  runRedirections(context, node);
}

/** Launches may stand in a substitution inside a redirection. */
function runRedirections(context: Context, node: CommandNode): void {
  for (const item of node.redirects) if (item.type === 'Redirect' && item.target?.parts !== undefined) addWords(context, item.target, []);
}

function exportsOf(context: Context, node: CommandNode): Exported | undefined {
  let { exports } = context.scope;
  for (const item of node.prefix) if (item.type === 'Assignment') exports = prefixed(context, item, exports);
  return exports;
}

/** What a heredoc or a here-string gives the command to read. */
function inputOf(context: Context, node: CommandNode): readonly Piece[] | undefined {
  let input: readonly Piece[] | undefined;
  for (const item of node.suffix) if (item.type === 'HereDoc' || item.type === 'HereString') input = readable(context, item);
  return input;
}

function readable(context: Context, item: Extract<Redirection, { type: 'HereDoc' | 'HereString' }>): readonly Piece[] | undefined {
  if (item.type === 'HereString') return item.target === undefined ? undefined : expandRuns(context, item.target);
  return heredocRuns(context, item);
}

export function heredocRuns(context: Context, { body, delimiter }: HereDoc): readonly Piece[] {
  const quoted = delimiter?.quoted === true;
  if (!quoted && body.parts !== undefined) return expandHeredoc(context, body.parts);
  const literal = { type: 'Literal', pos: body.pos, end: body.end, text: body.text, value: body.text } as const;
  if (!quoted) return expandHeredoc(context, [literal]);
  return [{ text: context.text.slice(body.pos, body.end), span: spanIn(context, body.pos, body.end), origin: undefined }];
}

function runWords(
  context: Context,
  node: CommandNode,
  words: Word[],
  exports: Exported | undefined,
  input: readonly Piece[] | undefined,
): void {
  const program = words[0]?.text;
  if (program === 'cd' || program === 'pushd') return changeFolder(context, words, node);
  const known = program === undefined ? undefined : context.reading.functions.get(program);
  if (known !== undefined) return callFunction(context, known, words.slice(1), exports);
  if (program === 'exit' || program === 'return' || (program === 'exec' && words.length > 1)) endPath(context, program);
  const wrapped: Wrapped = {
    words,
    exports,
    image: context.frame?.image,
    afterEntrypoint: false,
    gpus: context.frame?.gpus,
    folder: undefined,
    elsewhere: false,
  };
  const script = unwrap(wrapped);
  if (script === 'none') return;
  const start = context.frame?.start ?? spanIn(context, node.pos, node.end).start;
  if (script !== undefined) return runScript(context, wrapped, script, start, input);
  if (input !== undefined && readsScript(wrapped)) return runInput(context, wrapped, input);
  emit(context, wrapped, spanOfWords(start, words));
}

/** Takes wrappers off until a command is left, or a text for a shell. */
function unwrap(wrapped: Wrapped): Script | 'none' | undefined {
  for (let turns = 0; turns < 20; turns++) {
    const taken = wrappers.get(baseNameOf(wrapped.words[0]))?.(wrapped) ?? false;
    if (taken === false) return undefined;
    if (taken !== true) return taken;
    if (wrapped.words.length === 0) return undefined;
    if (wrapped.afterEntrypoint && !runsCommand(wrapped)) return undefined;
  }
  return undefined;
}

/** After an image only a shell or a wrapper is sure to be a command; other words belong to the entrypoint. */
function runsCommand(wrapped: Wrapped): boolean {
  if (!wrappers.has(baseNameOf(wrapped.words[0]))) return false;
  wrapped.afterEntrypoint = false;
  return true;
}

function spanOfWords(start: number, words: readonly Word[]): Span {
  return { start, end: Math.max(start, words.at(-1)?.span.end ?? start) };
}

function runScript(context: Context, wrapped: Wrapped, script: Script, start: number, input: readonly Piece[] | undefined): void {
  const pieces: Piece[] = [];
  for (const [index, word] of script.words.entries()) {
    if (index > 0) pieces.push({ text: ' ', span: { start: word.span.start, end: word.span.start }, origin: undefined });
    pieces.push(...word.pieces);
  }
  runEmbedded(context, embeddedText(pieces), { wrapped, start, here: script.here, parameters: script.parameters, input, isFile: false });
}

function runInput(context: Context, wrapped: Wrapped, input: readonly Piece[]): void {
  runEmbedded(context, embeddedText(input), { wrapped, start: undefined, here: false, parameters: [], input: undefined, isFile: true });
}

const shells: ReadonlySet<string> = new Set(['bash', 'sh', 'zsh', 'dash', 'ksh', 'ash']);

/** A shell without a file to run, or `ssh HOST` without a command, runs what comes in. */
function readsScript(wrapped: Wrapped): boolean {
  const program = baseNameOf(wrapped.words[0]);
  if (shells.has(program)) {
    const at = wrapped.words.findIndex((word, index) => index > 0 && !/^[-+]/.test(headOf(word)));
    const readsInput = wrapped.words.some((word) => /^-[a-z]*s$/.test(word.text ?? ''));
    return at < 0 || readsInput;
  }
  if (program !== 'ssh') return false;
  wrapped.exports = undefined;
  wrapped.elsewhere = true;
  return true;
}

function endPath(context: Context, program: string): void {
  if (program === 'return' && context.inFunction && context.scope.locals !== undefined) return;
  context.scope.ended = true;
}

/** `cd FOLDER`: the folder of the commands that follow. */
function changeFolder(context: Context, words: readonly Word[], node: CommandNode): void {
  const target = words.find((word, index) => index > 0 && !/^-[LPe@]+$|^--$/.test(word.text ?? ''));
  const own = target !== undefined && isOwnFolder(target.source);
  if (own) return assign(context.scope, folderName, undefined);
  const before = folderOf(context);
  const word = target === undefined || target.text === '-' ? undefined : joinFolders(before, target);
  const unknown: Word = {
    text: undefined,
    source: '',
    span: spanIn(context, node.pos, node.end),
    pieces: [unknownRun(spanIn(context, node.pos, node.end))],
  };
  const elements = [word ?? unknown];
  assign(context.scope, folderName, { runs: firstRuns(elements), elements, exported: false });
}

/** `$(dirname "$0")` and the ways in which people write it: the folder that the script lies in. */
function isOwnFolder(source: string): boolean {
  return /^"?(\$\(|`)\s*dirname\s+(--\s+)?"?\$\{?(0|BASH_SOURCE(\[0\])?)(:-\$0)?\}?"?\s*(\)|`)"?$/.test(source);
}

function joinFolders(before: Word | undefined, target: Word): Word {
  if (before === undefined || target.text === undefined || /^[/~]/.test(target.text)) return target;
  if (before.text === undefined) return { ...target, text: undefined, pieces: [unknownRun(target.span)] };
  const pieces = [...before.pieces, { text: '/', span: target.span, origin: undefined }, ...target.pieces];
  return { ...target, text: joinPath(before.text, target.text), pieces };
}

export function folderOf(context: Context): Word | undefined {
  const variable = lookUp(context.scope, folderName);
  if (variable === undefined) return undefined;
  const [folder] = variable.elements ?? [];
  if (folder !== undefined) return folder;
  const span = variable.runs[0]?.span ?? { start: 0, end: 0 };
  return { text: textOf(variable.runs), source: '', span, pieces: variable.runs };
}
