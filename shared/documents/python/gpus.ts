import type { GpuGrant } from '../command.ts';
import type { Evaluation } from './evaluation.ts';
import { argumentsIn, childOf, textOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';
import { textOfRuns, type Value } from './value.ts';

/** GPUs that a decorator around a place asks for: Modal's `@app.function(gpu="H100:4")`. */
export function gpusAt(evaluation: Evaluation, node: PythonNode): GpuGrant | undefined {
  for (let at: PythonNode | undefined = node; at !== undefined; at = at.parent) {
    if (at.type !== 'DecoratedStatement') continue;
    const granted = grantOf(evaluation, at);
    if (granted !== undefined) return granted;
  }
  return undefined;
}

function grantOf(evaluation: Evaluation, statement: PythonNode): GpuGrant | undefined {
  const { text } = evaluation.survey;
  for (const decorator of statement.children) {
    if (decorator.type !== 'Decorator') continue;
    const last = decorator.children.filter(({ type }) => type === 'VariableName').at(-1);
    if (last === undefined || !/^(function|cls)$/.test(textOf(last, text))) continue;
    const gpu = argumentsIn(childOf(decorator, 'ArgList')).find(({ name }) => name !== undefined && textOf(name, text) === 'gpu');
    if (gpu === undefined) continue;
    const { value } = gpu;
    return { count: countOf(evaluation.evaluate(value)), span: { start: value.start, end: value.end } };
  }
  return undefined;
}

/** `H100` is one, `H100:4` four; a list is a choice. */
function countOf(value: Value): number | undefined {
  const text = value.kind === 'text' ? textOfRuns(value.runs) : undefined;
  const count = text === undefined ? undefined : /^[\w.!+-]+(?::(\d+))?$/.exec(text);
  return count === undefined || count === null ? undefined : Number(count[1] ?? 1);
}
