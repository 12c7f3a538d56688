import type { Span } from '../../text/span.ts';
import type { Word } from '../command.ts';
import { integer } from './arithmetic.ts';
import { type Context, spanIn } from './context.ts';
import { firstRuns, spreadWord } from './join.ts';
import type { ArrayValue, Assignment, CommandNode, WordNode } from './parse.ts';
import { assign, type Exported, lookUp } from './scope.ts';
import { type Run, type Runs, textOf, unknownRun, type Variable } from './value.ts';
import { addWords, expandRuns } from './words.ts';

/** `NAME=value` and `NAME+=value` in the scope; `exported` where a declaration says so. */
export function runAssignment(context: Context, node: Assignment, exported = false): void {
  const prior = lookUp(context.scope, node.name);
  const value = bounded(assignedValue(context, node, prior), spanIn(context, node.pos, node.end));
  const variable = { ...value, exported: exported || (prior?.exported ?? false) };
  note(context, node.name, variable);
  assign(context.scope, node.name, variable);
}

const mostElements = 500;
const mostRuns = 200;
const longestText = 100_000;

/** A value that grows beyond what a person writes (`X="$X$X"` again and again) is given up for good. */
function bounded(value: Omit<Variable, 'exported'>, span: Span): Omit<Variable, 'exported'> {
  const { runs, elements } = value;
  if (elements !== undefined) return elements.length > mostElements ? { runs: [endless(span)], elements: undefined } : value;
  const isLong = runs.length > mostRuns || runs.some((run) => run.endless === true || (run.text?.length ?? 0) > longestText);
  return isLong ? { runs: [endless(span)], elements: undefined } : value;
}

function endless(span: Span): Run {
  return { ...unknownRun(span), endless: true };
}

/** Remembers which names get more than one value in the file. */
function note(context: Context, name: string, { runs, elements }: Variable): void {
  const { varied } = context.reading;
  const text = elements === undefined ? textOf(runs) : undefined;
  if (!varied.has(name)) varied.set(name, text);
  else if (varied.get(name) !== text) varied.set(name, undefined);
}

function assignedValue(context: Context, node: Assignment, prior: Variable | undefined): Omit<Variable, 'exported'> {
  if (node.value.type === 'ArrayValue') return arrayOf(context, node, node.value, prior);
  const runs = expandRuns(context, node.value);
  if (node.index !== undefined) return withElement(context, node.index, runs, prior, node);
  const stored = runs.length > 0 ? runs : [emptyRun(context, node.end)];
  if (node.append !== true) return { runs: stored, elements: undefined };
  if (prior?.elements !== undefined) return { runs: prior.runs, elements: prior.elements };
  const before: Runs = prior === undefined ? [unknownRun(spanIn(context, node.pos, node.end))] : prior.runs;
  return { runs: [...before, ...runs], elements: undefined };
}

/** An empty value stands where the assignment ends, so that its place lies in the text. */
function emptyRun(context: Context, at: number): Run {
  return { text: '', span: spanIn(context, at, at), origin: undefined, quoted: false };
}

function arrayOf(context: Context, node: Assignment, value: ArrayValue, prior: Variable | undefined): Omit<Variable, 'exported'> {
  const added: Word[] = [];
  for (const element of value.elements) {
    if (/^\[[^\]]*\]\+?=/.test(element.text)) return { runs: [unknownRun(spanIn(context, node.pos, node.end))], elements: undefined };
    addWords(context, element, added);
  }
  if (node.append !== true) return { runs: firstRuns(added), elements: added };
  const elements = [...priorElements(context, node, prior), ...added];
  return { runs: firstRuns(elements), elements };
}

function priorElements(context: Context, node: Assignment, prior: Variable | undefined): readonly Word[] {
  if (prior?.elements !== undefined) return prior.elements;
  const span = spanIn(context, node.pos, node.end);
  if (prior === undefined || textOf(prior.runs) === undefined) return [spreadWord({ text: undefined, source: '', span, pieces: [] })];
  return [{ text: textOf(prior.runs), source: '', span, pieces: prior.runs }];
}

/** `NAME[2]=value`: known where the elements before it are. */
function withElement(
  context: Context,
  index: WordNode,
  runs: Runs,
  prior: Variable | undefined,
  node: Assignment,
): Omit<Variable, 'exported'> {
  const at = integer(textOf(expandRuns(context, index)));
  const elements = prior === undefined ? [] : prior.elements;
  const unknown = { runs: [unknownRun(spanIn(context, node.pos, node.end))], elements: undefined };
  if (at === undefined || elements === undefined || at > elements.length || elements.some((element) => element.spread === true))
    return unknown;
  const span = spanIn(context, index.end, node.end);
  const changed = [...elements];
  changed[at] = { text: textOf(runs), source: '', span, pieces: runs };
  return { runs: firstRuns(changed), elements: changed };
}

/** `NAME=value` before a command: its environment alone. */
export function prefixed(context: Context, node: Assignment, before: Exported | undefined): Exported | undefined {
  if (node.value.type === 'ArrayValue') return before;
  const runs = expandRuns(context, node.value);
  const span: Span = spanIn(context, node.value.pos, node.value.end);
  const word: Word = { text: textOf(runs), source: context.reading.text.slice(span.start, span.end), span, pieces: runs };
  return { name: node.name, word, before };
}

const declarations: ReadonlySet<string> = new Set(['export', 'declare', 'local', 'readonly', 'typeset']);

/** Commands that change variables: declarations, `unset`, `read`, `printf -v`, `set --`. True: it was one of them. */
export function runDeclaration(context: Context, node: CommandNode, name: string): boolean {
  if (declarations.has(name)) return declare(context, node, name);
  if (name === 'unset') return forNames(context, node, (target) => assign(context.scope, target, undefined));
  if (name === 'read' || name === 'mapfile' || name === 'readarray')
    return forNames(context, node, (target) => forget(context, node, target));
  if (name === 'getopts') return forNames(context, node, (target) => assign(context.scope, target, undefined));
  if (name === 'printf') return forgetPrinted(context, node);
  return name === 'set' ? setParameters(context, node) : name === 'shift' ? shiftParameters(context, node) : false;
}

function declare(context: Context, node: CommandNode, name: string): boolean {
  const flags = node.suffix
    .filter((item) => item.type === 'Word' && item.text.startsWith('-'))
    .map((item) => (item.type === 'Word' ? item.text : ''));
  const exported = name === 'export' ? !flags.some((flag) => flag.includes('n')) : flags.some((flag) => flag.includes('x'));
  const isLocal = name !== 'export' && name !== 'readonly' && !flags.some((flag) => flag.includes('g'));
  for (const item of node.suffix) {
    if (item.type !== 'Word' && item.type !== 'Assignment') continue;
    const target = item.type === 'Assignment' ? item.name : item.text;
    if (isLocal) context.scope.functionLocals?.add(target);
    if (item.type === 'Assignment') runAssignment(context, item, exported);
    else if (/^[A-Za-z_]\w*$/.test(target)) declareName(context, target, exported, isLocal && context.scope.functionLocals !== undefined);
    else if (!target.startsWith('-')) addWords(context, item, []);
  }
  return true;
}

function declareName(context: Context, name: string, exported: boolean, isLocal: boolean): void {
  if (isLocal) {
    assign(context.scope, name, undefined);
    return;
  }
  const variable = lookUp(context.scope, name);
  if (exported && variable !== undefined) assign(context.scope, name, { ...variable, exported: true });
}

function forNames(context: Context, node: CommandNode, change: (name: string) => void): boolean {
  for (const item of node.suffix) {
    if (item.type === 'Word' && /^[A-Za-z_]\w*$/.test(item.text)) change(item.text);
    else if (item.type === 'Word') addWords(context, item, []);
  }
  return true;
}

/** A value from outside; what it is nobody knows. */
export function forget(context: Context, node: { readonly pos: number; readonly end: number }, name: string): void {
  const runs = [unknownRun(spanIn(context, node.pos, node.end))];
  context.reading.varied.set(name, undefined);
  assign(context.scope, name, { runs, elements: undefined, exported: lookUp(context.scope, name)?.exported ?? false });
}

function forgetPrinted(context: Context, node: CommandNode): boolean {
  const [flag, target] = node.suffix;
  if (flag?.type !== 'Word' || flag.text !== '-v' || target?.type !== 'Word') return false;
  forget(context, node, target.text);
  return true;
}

/** `set -- a b`: the script's own positional parameters. */
function setParameters(context: Context, node: CommandNode): boolean {
  const start = node.suffix.findIndex((item) => item.type === 'Word' && item.text === '--');
  if (start < 0) return false;
  const words: Word[] = [];
  for (const item of node.suffix.slice(start + 1)) if (item.type === 'Word') addWords(context, item, words);
  setPositional(context, words);
  return true;
}

function shiftParameters(context: Context, node: CommandNode): boolean {
  const parameters = lookUp(context.scope, '@');
  if (parameters === undefined) return false;
  const [count] = node.suffix;
  const by = count === undefined ? 1 : count.type === 'Word' ? integer(count.text) : undefined;
  const { elements } = parameters;
  const known = by !== undefined && elements !== undefined && !elements.slice(0, by).some((element) => element.spread === true);
  if (known) setPositional(context, elements.slice(by));
  else for (const name of positionalNames) forget(context, node, name);
  return false;
}

/** The names under which a scope keeps positional parameters; who writes more than nine is not followed. */
export const positionalNames: readonly string[] = ['@', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** Gives `$1`, `$2`, … and `$@` in the scope. */
export function setPositional(context: Context, words: readonly Word[]): void {
  const { scope } = context;
  assign(scope, '@', { runs: firstRuns(words), elements: words, exported: false });
  const open = words.findIndex((word) => word.spread === true);
  for (const [index, name] of positionalNames.slice(1).entries()) {
    const word = words[open >= 0 && index > open ? open : index];
    assign(scope, name, word === undefined ? undefined : { runs: word.pieces as Runs, elements: undefined, exported: false });
  }
}
