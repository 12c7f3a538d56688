import { embeddedText } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import type { Piece, Word } from '../command.ts';
import { defineAliases, withoutAlias } from './aliases.ts';
import { type Choice, choiceIn } from './alternatives.ts';
import { prefixed, runAssignment, runDeclaration } from './assignments.ts';
import { type Context, spanIn } from './context.ts';
import { emit } from './emit.ts';
import { changeFolder } from './folder.ts';
import { callFunction } from './functions.ts';
import { joinBranches } from './join.ts';
import { forgetChangedOutside, runLet } from './outside-changes.ts';
import type { CommandNode, HereDoc, Redirection, WordNode } from './parse.ts';
import { runEmbedded } from './run-embedded.ts';
import { assign, type Exported, scopeOver } from './scope.ts';
import { addWords, expandHeredoc, expandRuns } from './words.ts';
import { headOf } from './wrappers/options.ts';
import { baseNameOf, hasUnknownName, type Script, take, takeAssignments, type Wrapped } from './wrappers/state.ts';
import { wrappers } from './wrappers/table.ts';
import { writesScript } from './written-scripts.ts';

/** Runs one simple command: assignments, a declaration, a call of a function, or a program. */
export function runCommand(context: Context, node: CommandNode, input: readonly Piece[] | undefined): void {
  const { name } = node;
  if (name === undefined) {
    runAssignments(context, node);
    return;
  }
  const program = name.text;
  if (runDeclaration(context, node, program) || runLet(context, node, program)) {
    runRedirections(context, node);
    return;
  }
  if (program === 'alias') defineAliases(context, node);
  if (startsNothing(context, node, program)) return;
  const choice = choiceIn(context, node);
  if (choice === undefined) runProgram(context, node, name, input);
  else runEach(context, choice, (inside) => runProgram(inside, node, name, input));
}

/** Each of the commands that a variable may hold is read by itself; one of them runs, and what it changes is changed for what follows. */
function runEach(context: Context, { name, alternatives }: Choice, run: (inside: Context) => void): void {
  const branches = alternatives.map((variable) => {
    const scope = scopeOver(context.scope);
    assign(scope, name, variable);
    run({ ...context, scope, conditional: true });
    if (scope.own.get(name) === variable) scope.own.delete(name);
    return scope;
  });
  joinBranches(context.scope, branches, true);
}

function runProgram(context: Context, node: CommandNode, name: WordNode, input: readonly Piece[] | undefined): void {
  const exports = exportsOf(context, node);
  const written: Word[] = [];
  addWords(context, name, written);
  for (const item of node.suffix) {
    if (item.type === 'Word') addWords(context, item, written);
    else if (item.type === 'Redirect' && item.target !== undefined && item.target.parts !== undefined) addWords(context, item.target, []);
  }
  const words = [...withoutAlias(context, written)];
  const [first] = words;
  if (first === undefined) return;
  const read = inputOf(context, node) ?? input;
  if (read !== undefined && writesScript(context, node, words, read)) {
    runInput(context, wrappedOf(context, words, undefined, false), read);
    return;
  }
  runWords(context, spanIn(context, node.pos, node.end), words, exports, read);
  forgetChangedOutside(context, node, name.text);
}

/** Programs that neither start another nor change a variable; a script is full of them, and their words need not be read. */
const idlePrograms: ReadonlySet<string> = new Set(
  'sleep curl wget mkdir rm cp mv ln ls chmod chown touch grep sed awk tee head tail sort uniq wc cut tr kill pkill wait date basename dirname git tar jq'.split(
    ' ',
  ),
);

/** True unless a substitution in its words runs a command, or the file has a function of that name. */
function startsNothing(context: Context, { pos, end }: CommandNode, program: string): boolean {
  if (!idlePrograms.has(program) || context.reading.functions.has(program)) return false;
  const source = context.text.slice(pos, end);
  return !source.includes('(') && !source.includes('`');
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

/** Runs a command whose words are expanded; `span` is where it stands in the text of the context. */
export function runWords(
  context: Context,
  node: Span,
  words: Word[],
  exports: Exported | undefined,
  input: readonly Piece[] | undefined,
  afterEntrypoint = false,
): void {
  const program = afterEntrypoint ? undefined : words[0]?.text;
  if (program === 'cd' || program === 'pushd') {
    changeFolder(context, words, node);
    return;
  }
  const known = program === undefined ? undefined : context.reading.functions.get(program);
  if (known !== undefined) {
    callFunction(context, known, words.slice(1), exports);
    return;
  }
  if (program === 'exit' || program === 'return' || (program === 'exec' && words.length > 1)) endPath(context, program);
  const wrapped = wrappedOf(context, words, exports, afterEntrypoint);
  const [first] = words;
  if (context.embedded !== undefined && first !== undefined && hasUnknownName(first)) take(wrapped, takeAssignments(wrapped, 1));
  const script = afterEntrypoint && !runsCommand(wrapped) ? undefined : unwrap(wrapped);
  if (script === 'none') return;
  const start = context.frame?.start ?? node.start;
  if (script !== undefined) {
    runScript(context, wrapped, script, start, input);
    return;
  }
  if (input !== undefined && readsScript(wrapped)) {
    runInput(context, wrapped, input);
    return;
  }
  emit(context, wrapped, spanOfWords(start, words));
}

function wrappedOf({ frame }: Context, words: readonly Word[], exports: Exported | undefined, afterEntrypoint: boolean): Wrapped {
  const { image, gpus, mounts } = frame ?? {};
  return { words, exports, image, afterEntrypoint, gpus, mounts, folder: undefined, elsewhere: false };
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
