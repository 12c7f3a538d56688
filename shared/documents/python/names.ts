import { changedDict, changedList } from './changes.ts';
import { type Evaluation, spend } from './evaluation.ts';
import { reachedBy } from './names-reached.ts';
import { textOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';
import type { Reached } from './scopes.ts';
import { through, unknown, type Value } from './value.ts';

/** The value of a name where it is used: it stands there, and its origin is where it is written. */
export function evaluateName(evaluation: Evaluation, node: PythonNode): Value {
  const reached = reachedBy(evaluation, node);
  const value = reached === undefined ? unknown : heldValue(evaluation, reached);
  const weight = value.kind === 'text' ? value.runs.length : value.kind === 'list' ? value.items.length : 1;
  return spend(evaluation.survey, weight) ? through(value, { start: node.start, end: node.end }) : unknown;
}

/** What a name holds after the changes that are seen, at the place where it is written. */
export function heldValue(evaluation: Evaluation, reached: Reached): Value {
  const { gives } = reached.assignment;
  if (gives.kind !== 'value') return unknown;
  const value = evaluation.evaluate(gives.node);
  switch (value.kind) {
    case 'list':
      return changedList(evaluation, value, reached);
    case 'dict':
      return changedDict(evaluation, value, reached);
    case 'text':
    case 'scalar':
      return changedText(evaluation, value, reached);
    case 'call':
      // An object whose fields were set, or that was handed on, may have other ones.
      return reached.open || reached.changes.some(({ change }) => isSetting(change.node)) ? unknown : value;
    default:
      return value;
  }
}

function isSetting({ type }: PythonNode): boolean {
  return type === 'AssignStatement' || type === 'UpdateStatement' || type === 'DeleteStatement';
}

/** `cmd += " --flag"`; texts and numbers change in no other way. */
function changedText(evaluation: Evaluation, value: Value, { changes }: Reached): Value {
  const updates = changes.filter(({ change }) => change.node.type === 'UpdateStatement');
  if (updates.length === 0) return value;
  if (value.kind !== 'text') return unknown;
  const runs = [...value.runs];
  for (const { change, certain } of updates) {
    const [, operator, added] = change.node.children;
    const span = { start: change.node.start, end: change.node.end };
    const more =
      certain && added !== undefined && textOf(operator ?? added, evaluation.survey.text) === '+=' ? evaluation.evaluate(added) : unknown;
    if (more.kind === 'text') runs.push(...more.runs);
    else runs.push({ text: ' ', span, origin: undefined }, { text: undefined, span, origin: undefined });
    if (!spend(evaluation.survey, runs.length)) return unknown;
  }
  return { kind: 'text', runs };
}
