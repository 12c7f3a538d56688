import { blockAt, type Evaluation } from './evaluation.ts';
import { textOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';
import { type Reached, reaching } from './scopes.ts';

/** The assignment that a name sees; undefined for what is no name, and where several may. */
export function reachedBy({ survey }: Evaluation, node: PythonNode): Reached | undefined {
  const block = node.type === 'VariableName' ? blockAt(survey, node) : undefined;
  return block && reaching(textOf(node, survey.text), { at: node.start, block });
}
