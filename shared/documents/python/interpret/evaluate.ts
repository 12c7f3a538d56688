import { type Argument, argumentsIn, childOf, dottedNames, partsOf } from '../nodes.ts';
import type { PythonNode } from '../parse.ts';
import { callBuiltin } from './builtins.ts';
import { callFunction } from './call-function.ts';
import { comprehend } from './comprehend.ts';
import { merge, putIn } from './dict.ts';
import { lookUp } from './names.ts';
import { operate } from './operate.ts';
import { type Names, sourceOf, spend } from './run.ts';
import { readText } from './text.ts';
import { boolean, type Dict, none, number, truthOf, unknown, type Value } from './value.ts';

/** What an expression is worth; unknown for everything that is not followed. Never throws. */
export function evaluate(names: Names, node: PythonNode | undefined): Value {
  if (node === undefined || !spend(names.run)) return unknown;
  switch (node.type) {
    case 'Number':
      return numberOf(sourceOf(node, names.run));
    case 'String':
    case 'FormatString':
    case 'ContinuedString':
      return readText(names, node);
    case 'Boolean':
      return boolean(sourceOf(node, names.run) === 'True');
    case 'None':
      return none;
    case 'VariableName':
      return lookUp(names, sourceOf(node, names.run));
    case 'ParenthesizedExpression':
      return evaluate(names, onlyPart(node));
    case 'UnaryExpression':
      return unary(names, node);
    case 'BinaryExpression':
      return binary(names, node);
    case 'ConditionalExpression':
      return conditional(names, node);
    case 'ArrayExpression':
    case 'TupleExpression':
      return listOf(names, node);
    case 'DictionaryExpression':
      return dictOf(names, node);
    case 'DictionaryComprehensionExpression':
    case 'ArrayComprehensionExpression':
      return comprehend(names, node);
    case 'MemberExpression':
      return member(names, node);
    case 'CallExpression':
      return call(names, node);
    default:
      return unknown;
  }
}

function numberOf(source: string): Value {
  const plain = source.replaceAll('_', '');
  return /^\d+$/.test(plain) ? number(Number(plain)) : /^[\d.]+(e[+-]?\d+)?$/i.test(plain) ? number(Number(plain), true) : unknown;
}

function onlyPart(node: PythonNode): PythonNode | undefined {
  const parts = partsOf(node);
  return parts.length === 1 && parts[0]?.length === 1 ? parts[0][0] : undefined;
}

function unary(names: Names, node: PythonNode): Value {
  const [operator, operand] = node.children;
  const value = evaluate(names, operand);
  if (operator?.type === 'not') {
    const truth = truthOf(value);
    return truth === undefined ? unknown : boolean(!truth);
  }
  const sign = operator === undefined ? '' : sourceOf(operator, names.run);
  return value.kind === 'number' && (sign === '-' || sign === '+')
    ? number(sign === '-' ? -value.number : value.number, value.isFloat)
    : unknown;
}

function binary(names: Names, node: PythonNode): Value {
  const [left, operator, ...rest] = node.children;
  if (operator === undefined || rest.length !== 1) return unknown;
  const first = evaluate(names, left);
  if (operator.type === 'and' || operator.type === 'or') {
    const truth = truthOf(first);
    if (truth === undefined) return unknown;
    return truth === (operator.type === 'and') ? evaluate(names, rest[0]) : first;
  }
  return operate(sourceOf(operator, names.run), first, evaluate(names, rest[0]));
}

/** `A if TEST else B`. */
function conditional(names: Names, { children }: PythonNode): Value {
  const [whenTrue, , test, , whenFalse] = children;
  const truth = truthOf(evaluate(names, test));
  return truth === undefined ? unknown : evaluate(names, truth ? whenTrue : whenFalse);
}

function listOf(names: Names, node: PythonNode): Value {
  const items = partsOf(node).map((part) => (part.length === 1 ? evaluate(names, part[0]) : undefined));
  return items.includes(undefined) ? unknown : { kind: 'list', items: items.flatMap((item) => item ?? []) };
}

function dictOf(names: Names, node: PythonNode): Value {
  const dict: Dict = { kind: 'dict', entries: new Map(), complete: true, literal: { start: node.start, end: node.end } };
  for (const part of partsOf(node)) {
    const [first, second, third] = part;
    if (first?.type === '**') merge(dict, evaluate(names, second));
    else if (first !== undefined && second?.type === ':' && third !== undefined)
      putIn(dict, evaluate(names, first), first, evaluate(names, third), third);
    else dict.complete = false;
  }
  return dict;
}

/** `values[2]`, `map["name"]`; an attribute is unknown. */
function member(names: Names, node: PythonNode): Value {
  const [object, bracket, key, ...rest] = node.children;
  if (bracket?.type !== '[' || key === undefined || rest.length !== 1) return unknown;
  const container = evaluate(names, object);
  const index = evaluate(names, key);
  if (container.kind === 'list' && index.kind === 'number') return container.items.at(index.number) ?? unknown;
  if (container.kind !== 'dict' || (index.kind !== 'text' && index.kind !== 'number')) return unknown;
  return container.entries.get(index.kind === 'text' ? index.text : index.number)?.value ?? unknown;
}

function call(names: Names, node: PythonNode): Value {
  const [callee] = node.children;
  const given = argumentsIn(childOf(node, 'ArgList'));
  const path = callee === undefined ? undefined : dottedNames(callee, names.run.text);
  if (callee === undefined || path === undefined) return unknown;
  const own = path.length === 1 ? lookUp(names, path[0] ?? '') : unknown;
  if (own.kind === 'function') return callFunction(names, own.node, given);
  const value = callBuiltin(names, path, given);
  if (value.kind === 'unknown' && !harmless.has(path.at(-1) ?? '')) handOver(names, given);
  return value;
}

/** Functions that leave a dict as it is. */
const harmless: ReadonlySet<string> = new Set(
  'print pprint repr str sorted set dumps dump info debug warning from_pretrained dispatch_model load_checkpoint_and_dispatch deepcopy pipeline'.split(
    ' ',
  ),
);

/** A function that is not seen may put anything into a dict that it is given. */
function handOver(names: Names, given: readonly Argument[]): void {
  for (const { value } of given) {
    const known = value.type === 'VariableName' ? lookUp(names, sourceOf(value, names.run)) : unknown;
    if (known.kind === 'dict') known.complete = false;
  }
}
