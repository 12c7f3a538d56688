import { nameOf } from './containers.ts';
import type { Evaluation } from './evaluation.ts';
import { heldValue } from './names.ts';
import { reachedBy } from './names-reached.ts';
import { childOf, textOf } from './nodes.ts';
import { ownField } from './own-fields.ts';
import type { PythonNode } from './parse.ts';
import { lifeOf } from './scopes.ts';
import { through, unknown, type Value } from './value.ts';

/** `OPTIONS["tp"]`, `MODELS[0]`, `Settings.TP`. */
export function evaluateMember(evaluation: Evaluation, node: PythonNode): Value {
  const [object, opening, key, closing] = node.children;
  if (object === undefined || key === undefined) return unknown;
  if (opening?.type === '.') {
    const field = fieldOf(evaluation, object, key);
    return field.kind === 'unknown' ? ownField(evaluation, node, object, key) : field;
  }
  return closing?.type === ']' && node.children.length === 4 ? itemAt(evaluation, object, key) : unknown;
}

function itemAt(evaluation: Evaluation, object: PythonNode, key: PythonNode): Value {
  const container = evaluation.evaluate(object);
  if (container.kind === 'dict') {
    const name = nameOf(evaluation, key);
    const entry = container.entries.find((each) => each.name === name);
    return entry?.value ?? unknown;
  }
  const index = container.kind === 'list' ? evaluation.evaluate(key) : unknown;
  if (container.kind !== 'list' || index.kind !== 'scalar' || typeof index.value !== 'number' || index.value < 0) return unknown;
  const before = container.items.slice(0, index.value + 1);
  return before.some(({ spread }) => spread) ? unknown : (before[index.value]?.value ?? unknown);
}

/** A field of a class of this module that is set once, where the class is written, and by nobody else. */
function fieldOf(evaluation: Evaluation, object: PythonNode, property: PythonNode): Value {
  const reached = reachedBy(evaluation, object);
  const gives = reached?.assignment.gives;
  if (reached === undefined || gives?.kind !== 'definition' || gives.node.type !== 'ClassDefinition' || isChanged(reached)) return unknown;
  const body = childOf(gives.node, 'Body');
  const scope = body && evaluation.survey.blocks.get(body)?.scope;
  const events = scope?.events.get(textOf(property, evaluation.survey.text)) ?? [];
  const [assignment] = events;
  if (events.length !== 1 || assignment?.kind !== 'assign') return unknown;
  return through(heldValue(evaluation, lifeOf(assignment)), { start: object.start, end: property.end });
}

function isChanged({ changes, open }: NonNullable<ReturnType<typeof reachedBy>>): boolean {
  return open || changes.some(({ change }) => change.node.type !== 'CallExpression');
}
