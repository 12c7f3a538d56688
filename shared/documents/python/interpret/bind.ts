import { partsOf } from '../nodes.ts';
import type { PythonNode } from '../parse.ts';
import { putIn } from './dict.ts';
import { type Names, sourceOf } from './run.ts';
import { unknown, type Value } from './value.ts';

/** Gives a value to the targets of an assignment or a loop: a name, several names, an entry of a dict. */
export function bind(names: Names, targets: readonly PythonNode[], value: Value, valueNode?: PythonNode): void {
  const [only, ...more] = targets;
  if (only === undefined) return;
  if (more.length === 0) bindOne(names, only, value, valueNode);
  else for (const [at, target] of targets.entries()) bindOne(names, target, value.kind === 'list' ? (value.items[at] ?? unknown) : unknown);
}

function bindOne(names: Names, target: PythonNode, value: Value, valueNode?: PythonNode): void {
  if (target.type === 'VariableName') names.own.set(sourceOf(target, names.run), value);
  else if (target.type === 'TupleExpression' || target.type === 'ParenthesizedExpression' || target.type === 'ArrayExpression')
    bind(
      names,
      partsOf(target).flatMap((part) => part[0] ?? []),
      value,
    );
  else if (target.type === 'MemberExpression') bindEntry(names, target, value, valueNode ?? target);
}

function bindEntry(names: Names, target: PythonNode, value: Value, valueNode: PythonNode): void {
  const [object, bracket, key] = target.children;
  const container = names.run.evaluate(names, object);
  if (container.kind !== 'dict') return;
  if (bracket?.type !== '[' || key === undefined) container.complete = false;
  else putIn(container, names.run.evaluate(names, key), key, value, valueNode);
}
