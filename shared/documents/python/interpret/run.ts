import type { PythonNode } from '../parse.ts';
import type { Outcome } from './outcome.ts';
import type { Value } from './value.ts';

/** What one following of a program may cost, and has cost. */
export interface Run {
  readonly text: string;
  /** Statements and expressions that may still be followed; at 0 everything is unknown. */
  budget: number;
  /** Calls inside calls. */
  depth: number;
  /** What an expression is worth. Here, as expressions, statements and calls need one another. */
  readonly evaluate: (names: Names, node: PythonNode | undefined) => Value;
  /** Follows the statements of a body. */
  readonly execute: (names: Names, block: PythonNode) => Outcome;
}

/** The names at one point of the program, over those of the scopes around it. */
export interface Names {
  readonly run: Run;
  readonly own: Map<string, Value>;
  readonly outer: Names | undefined;
}

export const mostSteps = 20_000;
export const deepestCall = 12;

export function inner(outer: Names): Names {
  return { run: outer.run, own: new Map(), outer };
}

export function sourceOf({ start, end }: PythonNode, { text }: Run): string {
  return text.slice(start, end);
}

/** True while there is budget left. */
export function spend(run: Run): boolean {
  run.budget -= 1;
  return run.budget > 0;
}
