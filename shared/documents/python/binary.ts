import { entriesOf, itemsOf, take } from './containers.ts';
import { type Evaluation, spend } from './evaluation.ts';
import { filled } from './format.ts';
import { textOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';
import { type ListValue, runsOf, type ScalarValue, type TextValue, unknown, type Value } from './value.ts';

/** Sums of texts and of lists, `"%s" % x`, dictionaries joined by `|`, and arithmetic with whole numbers. */
export function evaluateBinary(evaluation: Evaluation, node: PythonNode): Value {
  const [left, operator, right] = node.children;
  if (left === undefined || operator === undefined || right === undefined) return unknown;
  const sign = textOf(operator, evaluation.survey.text);
  const one = evaluation.evaluate(left);
  if (sign === '%' && one.kind === 'text') return filled(one, '%', { start: node.start, end: node.end });
  const other = evaluation.evaluate(right);
  if (one.kind === 'scalar' && other.kind === 'scalar') return computed(one, sign, other, node);
  if (sign === '|' && (one.kind === 'dict' || other.kind === 'dict')) return joinedDicts(evaluation, left, right, node);
  if (sign !== '+') return unknown;
  if (one.kind === 'list' || other.kind === 'list') return joinedLists(evaluation, left, right);
  if (one.kind === 'text' || other.kind === 'text') return joinedTexts(evaluation, [one, left], [other, right]);
  return unknown;
}

function joinedLists(evaluation: Evaluation, left: PythonNode, right: PythonNode): ListValue {
  return { kind: 'list', items: [...itemsOf(evaluation, left), ...itemsOf(evaluation, right)] };
}

type Operand = readonly [value: Value, node: PythonNode];

function joinedTexts(evaluation: Evaluation, ...operands: readonly Operand[]): TextValue {
  const runs = operands.flatMap(([value, node]) => {
    take(evaluation, node);
    return runsOf(value, { start: node.start, end: node.end });
  });
  const first = operands[0]?.[1];
  const within = spend(evaluation.survey, runs.length) || first === undefined;
  return { kind: 'text', runs: within ? runs : runsOf(unknown, { start: first.start, end: first.end }) };
}

function joinedDicts(evaluation: Evaluation, left: PythonNode, right: PythonNode, { start, end }: PythonNode): Value {
  const [one, other] = [entriesOf(evaluation, left), entriesOf(evaluation, right)];
  const entries = new Map(
    (one?.entries ?? []).map((entry) => [entry.name, other?.complete === true ? entry : { ...entry, value: unknown }]),
  );
  for (const entry of other?.entries ?? []) entries.set(entry.name, entry);
  return {
    kind: 'dict',
    entries: [...entries.values()],
    complete: one?.complete === true && other?.complete === true,
    span: { start, end },
  };
}

/** Whole numbers alone: what Python makes of others is not of concern. */
function computed(one: ScalarValue, sign: string, other: ScalarValue, { start, end }: PythonNode): Value {
  const result = typeof one.value === 'number' && typeof other.value === 'number' ? resultOf(one.value, sign, other.value) : undefined;
  if (result === undefined || !Number.isSafeInteger(result)) return unknown;
  return { kind: 'scalar', value: result, piece: { text: String(result), span: { start, end }, origin: undefined } };
}

function resultOf(one: number, sign: string, other: number): number | undefined {
  if (!Number.isInteger(one) || !Number.isInteger(other)) return undefined;
  if (sign === '+') return one + other;
  if (sign === '-') return one - other;
  if (sign === '*') return one * other;
  if (sign === '//') return other === 0 ? undefined : Math.floor(one / other);
  return undefined;
}
