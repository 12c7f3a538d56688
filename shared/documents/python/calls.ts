import type { Keywords } from '../keywords.ts';
import { entriesOf, itemsOf } from './containers.ts';
import { type Evaluation, spend } from './evaluation.ts';
import { filled } from './format.ts';
import { type Argument, argumentsIn, childOf, dottedNames, textOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';
import { joinedItems, splitRuns } from './split.ts';
import { type DictValue, type Entry, runsOf, textOfRuns, unknown, type Value } from './value.ts';

/** What a call gives: of some functions of Python itself the value, of any other what it was called with. */
export function evaluateCall(evaluation: Evaluation, node: PythonNode, keywordsOf: (node: PythonNode) => Keywords): Value {
  const [callee] = node.children;
  if (callee === undefined) return unknown;
  const given = argumentsIn(childOf(node, 'ArgList'));
  const name = (dottedNames(callee, evaluation.survey.text) ?? []).join('.');
  if (Object.hasOwn(functions, name)) return functions[name]?.({ evaluation, node, given }) ?? unknown;
  return evaluateMethod(evaluation, node, given) ?? { kind: 'call', keywords: () => keywordsOf(node) };
}

interface Call {
  readonly evaluation: Evaluation;
  readonly node: PythonNode;
  readonly given: readonly Argument[];
}

type Evaluate = (call: Call) => Value;

const functions: Readonly<Record<string, Evaluate>> = {
  str: text,
  int: integer,
  dict: dictionary,
  list: items,
  tuple: items,
  'shlex.quote': text,
  quote: text,
  'shlex.join': (call) => joined(call, ' '),
  'shlex.split': split,
  dedent: text,
  'textwrap.dedent': text,
  cleandoc: text,
  'inspect.cleandoc': text,
  'os.environ.get': () => unknown,
  'os.getenv': () => unknown,
  len: () => unknown,
};

/** The value of the only argument. */
function only({ evaluation, given }: Call): Value {
  const [argument, ...rest] = given;
  if (argument === undefined || rest.length > 0 || argument.stars !== '' || argument.name !== undefined) return unknown;
  return evaluation.evaluate(argument.value);
}

/** A constant's text stands where the constant is written. */
function text(call: Call): Value {
  const value = only(call);
  if (value.kind === 'text') return value;
  if (value.kind !== 'scalar') return { kind: 'text', runs: runsOf(unknown, { start: call.node.start, end: call.node.end }) };
  const { text: written, span, origin } = value.piece;
  return { kind: 'text', runs: [{ text: written, span: { start: call.node.start, end: call.node.end }, origin: origin ?? span }] };
}

function integer(call: Call): Value {
  const value = only(call);
  if (value.kind === 'scalar') return typeof value.value === 'number' && Number.isInteger(value.value) ? value : unknown;
  const [run, ...rest] = value.kind === 'text' ? value.runs : [];
  if (run?.text === undefined || rest.length > 0 || !/^\d+$/.test(run.text)) return unknown;
  const piece = { text: run.text, span: { start: call.node.start, end: call.node.end }, origin: run.origin ?? run.span };
  return { kind: 'scalar', value: Number(run.text), piece };
}

/** `dict(a=1, **b)`, `dict(b, a=1)`. */
function dictionary({ evaluation, node, given }: Call): DictValue {
  const entries = new Map<string, Entry>();
  let complete = true;
  for (const { name, stars, value } of given) {
    if (name !== undefined) {
      const nameSpan = { start: name.start, end: name.end };
      const own = textOf(name, evaluation.survey.text);
      entries.set(own, { name: own, nameSpan, value: evaluation.evaluate(value), span: { start: value.start, end: value.end } });
      continue;
    }
    const more = stars === '*' ? undefined : entriesOf(evaluation, value);
    for (const entry of more?.entries ?? []) entries.set(entry.name, entry);
    complete &&= more?.complete === true;
  }
  return { kind: 'dict', entries: [...entries.values()], complete, span: { start: node.start, end: node.end } };
}

function items({ evaluation, given }: Call): Value {
  const [argument] = given;
  return argument === undefined ? { kind: 'list', items: [] } : { kind: 'list', items: itemsOf(evaluation, argument.value) };
}

/** `" ".join(command)`; undefined: a method of something else. */
function evaluateMethod(evaluation: Evaluation, node: PythonNode, given: readonly Argument[]): Value | undefined {
  const [object, , property] = node.children[0]?.type === 'MemberExpression' ? node.children[0].children : [];
  if (object === undefined || property?.type !== 'PropertyName') return undefined;
  const name = textOf(property, evaluation.survey.text);
  if (!methods.has(name)) return undefined;
  const value = evaluation.evaluate(object);
  const call = { evaluation, node, given };
  if (value.kind === 'text') return methodOfText(call, name, value);
  if ((value.kind === 'list' || value.kind === 'dict') && name === 'copy') return value;
  return value.kind === 'unknown' ? unknown : undefined;
}

const methods: ReadonlySet<string> = new Set(['copy', 'format', 'join', 'lstrip', 'rstrip', 'split', 'strip']);

function methodOfText(call: Call, name: string, value: Extract<Value, { kind: 'text' }>): Value {
  const { node, given } = call;
  switch (name) {
    case 'join':
      return joined(call, textOfRuns(value.runs));
    case 'format':
      return filled(value, '{}', { start: node.start, end: node.end });
    case 'split':
      return given.length === 0 ? { kind: 'list', items: splitRuns(value.runs) } : unknown;
    default:
      return given.length === 0 ? value : unknown;
  }
}

function joined({ evaluation, given }: Call, between: string | undefined): Value {
  const [argument] = given;
  if (argument === undefined || between === undefined || given.length > 1) return unknown;
  const list = itemsOf(evaluation, argument.value);
  return spend(evaluation.survey, list.length) ? joinedItems(list, between) : unknown;
}

/** `shlex.split("…")`: quotes are read as a shell does, which is left to the shell's reader; without any, at blanks. */
function split(call: Call): Value {
  const value = only(call);
  if (value.kind !== 'text') return unknown;
  const isPlain = value.runs.every((run) => run.text === undefined || !/["'\\#]/.test(run.text));
  return isPlain ? { kind: 'list', items: splitRuns(value.runs) } : unknown;
}
