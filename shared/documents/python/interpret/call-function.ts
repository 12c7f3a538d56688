import { type Argument, childOf, partsOf } from '../nodes.ts';
import type { PythonNode } from '../parse.ts';
import { deepestCall, type Names, sourceOf } from './run.ts';
import { none, unknown, type Value } from './value.ts';

/** What a call of a function of the same file gives back. */
export function callFunction(names: Names, definition: PythonNode, given: readonly Argument[]): Value {
  const { run } = names;
  const body = childOf(definition, 'Body');
  if (body === undefined || run.depth >= deepestCall) return unknown;
  const values = given.map(({ value }) => names.run.evaluate(names, value));
  const own: Names = { run, own: parametersOf(names, definition, given, values), outer: outermost(names) };
  run.depth += 1;
  const outcome = run.execute(own, body);
  run.depth -= 1;
  if (outcome.kind === 'returned') return outcome.value;
  return outcome.kind === 'went on' ? none : unknown;
}

function outermost(names: Names): Names {
  let at = names;
  while (at.outer !== undefined) at = at.outer;
  return at;
}

function parametersOf(names: Names, definition: PythonNode, given: readonly Argument[], values: readonly Value[]): Map<string, Value> {
  const own = new Map<string, Value>();
  let position = 0;
  for (const part of partsOf(childOf(definition, 'ParamList'))) {
    const [name] = part;
    if (name?.type !== 'VariableName') continue;
    const known = sourceOf(name, names.run);
    const named = given.findIndex((argument) => argument.name !== undefined && sourceOf(argument.name, names.run) === known);
    const positional = given[position]?.name === undefined && given[position]?.stars === '' ? values[position] : undefined;
    position += 1;
    const assign = part.findIndex(({ type }) => type === 'AssignOp');
    const otherwise = assign < 0 ? unknown : outermost(names).run.evaluate(outermost(names), part[assign + 1]);
    const spreads = given.some(({ stars }) => stars !== '');
    own.set(known, named >= 0 ? (values[named] ?? unknown) : (positional ?? (spreads ? unknown : otherwise)));
  }
  return own;
}
