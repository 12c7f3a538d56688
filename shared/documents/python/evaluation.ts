import type { PythonNode } from './parse.ts';
import type { Assignment, Block } from './scopes.ts';
import type { Survey } from './survey.ts';
import type { Value } from './value.ts';

/** What is asked on the way to a value. */
export interface Evaluation {
  readonly survey: Survey;
  /** The value of an expression as it stands in the text. */
  readonly evaluate: (node: PythonNode) => Value;
  /** Assigned values that were taken into a longer list or text: they are no command of their own. */
  readonly taken: Set<Assignment>;
}

/** The block in which an expression is evaluated. */
export function blockAt({ blocks }: Survey, node: PythonNode): Block | undefined {
  for (let at: PythonNode | undefined = node; at !== undefined; at = at.parent) {
    const block = blocks.get(at);
    if (block !== undefined) return block;
  }
  return undefined;
}

/** Takes `steps` off what may still be evaluated; false: there is nothing left. */
export function spend({ budget }: Survey, steps: number): boolean {
  budget.left -= steps;
  return budget.left > 0;
}
