import { type EmbeddedText, embeddedText } from '../../text/embedded-text.ts';
import type { Command, GpuGrant, Mount, Word } from '../command.ts';
import type { Comment, LaunchDocument } from '../document.ts';
import { addComments } from './comments.ts';
import type { Context, Frame, Reading } from './context.ts';
import { folderName } from './folder.ts';
import { readOtherFunctions } from './functions.ts';
import { anyMatters, type IsWorthReading, isIdleText } from './idle-text.ts';
import { jobSurroundings } from './jobs/job-surroundings.ts';
import { withUnixLineEnds } from './line-ends.ts';
import { parseShell } from './parse.ts';
import { runWords } from './run-command.ts';
import { assign, runsOfWord, type Scope, scopeOver, standWord, wordOfVariable } from './scope.ts';
import type { Variable } from './value.ts';
import { runNode, runStatements } from './walk.ts';

/** How much may be read again, in function bodies and embedded texts, beside the text itself. */
const budgetOf = (text: string): number => 20_000 + 2 * text.length;

/** What stands around a shell text in its document: a container, a job, the variables that are set for it. */
export interface ShellSurroundings {
  /** Variables of the environment, by name, with their places in the document. */
  readonly environment?: ReadonlyMap<string, Word>;
  readonly image?: Word | undefined;
  readonly gpus?: GpuGrant | undefined;
  readonly workingFolder?: Word | undefined;
  readonly mounts?: readonly Mount[] | undefined;
  /** What `$0`, `$1`, … are: the words after the text in `sh -c TEXT NAME VALUE`. */
  readonly parameters?: readonly Word[];
  /** Variables of the shell that no program it starts sees, by name. */
  readonly variables?: ReadonlyMap<string, Word>;
  /** True if the text may run or not: one of several recipes. */
  readonly conditional?: boolean;
  /** Variables that stand for several texts, each of which is a shell of its own over them. */
  readonly standing?: Scope;
  /** A text that cannot matter is not read. Absent: each is. */
  readonly isWorthReading?: IsWorthReading | undefined;
}

/** Reads a shell script, or one command, whole or half typed. Never throws. */
export function readShell(document: string): LaunchDocument {
  const { reading } = read(document, undefined, jobSurroundings(document));
  return { kind: 'shell', ...inOrder(reading) };
}

/** Reads shell text that stands in another document; every span is one of `document`, which holds it. Never throws. */
export function readEmbeddedShell(
  embedded: EmbeddedText,
  document: string,
  surroundings: ShellSurroundings = {},
): Pick<LaunchDocument, 'commands' | 'comments'> {
  const { isWorthReading, environment = noWords, parameters = [] } = surroundings;
  const valuesMatter = (): boolean =>
    isWorthReading === undefined || anyMatters(environment.values(), isWorthReading) || anyMatters(parameters, isWorthReading);
  if (isWorthReading !== undefined && isIdleText(embedded.text, isWorthReading, valuesMatter)) return { commands: [], comments: [] };
  const { reading } = read(document, embedded, surroundings);
  return inOrder(reading);
}

const noWords: ReadonlyMap<string, Word> = new Map();

/** A text of several that one document shows, and what it leaves behind. */
export interface ShellPart extends Pick<LaunchDocument, 'commands' | 'comments'> {
  /** What the text sets, by name; undefined where that is not known, or changes in it. */
  readonly variables: ReadonlyMap<string, Word | undefined>;
}

/** Reads one of several shell texts of a document. Never throws. */
export function readShellPart(embedded: EmbeddedText, document: string, surroundings: ShellSurroundings): ShellPart {
  const scope = scopeIn(surroundings);
  const before = new Map(scope.own);
  const context = read(document, embedded, surroundings, scope);
  return { ...inOrder(context.reading), variables: variablesSet(context, before) };
}

/** An argument list, and what is around it. */
export interface ArgumentSurroundings extends ShellSurroundings {
  /** True if the words follow an image's own entrypoint. */
  readonly afterEntrypoint?: boolean;
  /** Where the command starts, if before its first word: the key of a manifest. */
  readonly start?: number;
}

/**
 * The commands that an argument list is, with its wrappers taken off and its scripts read (`bash -c "TEXT"`).
 * Never throws.
 */
export function readArguments(words: readonly Word[], document: string, surroundings: ArgumentSurroundings): readonly Command[] {
  const start = surroundings.start ?? words[0]?.span.start ?? 0;
  const span = { start, end: words.reduce((end, word) => Math.max(end, word.span.end), start) };
  const reading = readingOf(document, document);
  const place = { text: '', embedded: embeddedText([]) };
  const context = contextOf(reading, place, surroundings, scopeIn(surroundings), surroundings.start);
  try {
    runWords(context, span, [...words], context.scope.exports, undefined, surroundings.afterEntrypoint === true);
  } catch {
    // As in a whole text: what was understood before stands.
  }
  return inOrder(reading).commands;
}

function read(
  document: string,
  embedded: EmbeddedText | undefined,
  surroundings: ShellSurroundings,
  scope: Scope = scopeIn(surroundings),
): Context {
  const text = withUnixLineEnds(embedded?.text ?? document);
  const reading = readingOf(document, text);
  const { statements } = parseShell(text);
  const context = contextOf(reading, { text, embedded }, surroundings, scope);
  try {
    addComments(context, statements);
    runStatements(context, statements);
    readOtherFunctions(context);
  } catch {
    // What was understood before stands; a text that exhausts the stack is no script that a person wrote.
  }
  return context;
}

function variablesSet({ scope, reading }: Context, before: Scope['own']): ShellPart['variables'] {
  const changed = [...scope.own].filter(([name, variable]) => /^[A-Za-z_]/.test(name) && before.get(name) !== variable);
  return new Map(changed.map(([name, variable]) => [name, lastingValue(reading.varied.get(name), variable)]));
}

/** A value that the whole text has: the same one wherever it sets the name. */
function lastingValue(everywhere: string | undefined, variable: Variable | undefined): Word | undefined {
  if (everywhere === undefined || variable === undefined || variable.elements !== undefined) return undefined;
  const word = wordOfVariable(variable);
  return word.text === everywhere ? word : undefined;
}

function readingOf(document: string, text: string): Reading {
  return {
    text: document,
    commands: [],
    comments: [],
    functions: new Map(),
    seen: new Map(),
    varied: new Map(),
    budget: budgetOf(text),
    runStatements,
    runNode,
  };
}

function contextOf(
  reading: Reading,
  { text, embedded }: Pick<Context, 'text' | 'embedded'>,
  surroundings: ShellSurroundings,
  scope: Scope,
  start?: number,
): Context {
  const { conditional = false } = surroundings;
  const frame = frameOf(surroundings, start);
  return { reading, text, embedded, scope, conditional, inFunction: false, depth: 0, frame, input: undefined };
}

function frameOf({ image, gpus, mounts }: ShellSurroundings, start: number | undefined): Frame | undefined {
  if (image === undefined && gpus === undefined && mounts === undefined && start === undefined) return undefined;
  return { image, gpus, mounts, start };
}

function scopeIn({ environment, variables, workingFolder, parameters = [], standing }: ShellSurroundings): Scope {
  const scope = scopeOver(standing);
  for (const [name, word] of variables ?? []) scope.own.set(name, { runs: runsOfWord(word), elements: undefined, exported: false });
  for (const [name, word] of environment ?? []) standWord(scope, name, word);
  if (workingFolder !== undefined)
    assign(scope, folderName, { runs: runsOfWord(workingFolder), elements: [workingFolder], exported: false });
  for (const [at, word] of parameters.entries())
    scope.own.set(String(at), { runs: runsOfWord(word), elements: undefined, exported: false });
  return scope;
}

function inOrder({ commands, comments }: Reading): { readonly commands: readonly Command[]; readonly comments: readonly Comment[] } {
  commands.sort((one, other) => one.start - other.start || one.span.end - other.span.end);
  comments.sort((one, other) => one.span.start - other.span.start);
  return { commands, comments };
}
