import type { PythonNode } from '../parse.ts';
import { evaluate } from './evaluate.ts';
import { execute } from './execute.ts';
import { inner, mostSteps, type Names } from './run.ts';
import type { Value } from './value.ts';

/**
 * What an expression is worth where it stands, as far as following the file tells: its module from the start, then the functions around the
 * expression with unknown parameters. Bounded in time, whatever the program. Never throws.
 */
export function valueAt(root: PythonNode, node: PythonNode, text: string): Value {
  const blocks = blocksAround(node);
  let names: Names = { run: { text, budget: mostSteps, depth: 0, evaluate, execute }, own: new Map(), outer: undefined };
  // A function runs when the whole module has.
  const inFunction = blocks.some(({ parent }) => parent?.type === 'FunctionDefinition');
  execute(names, root, inFunction ? undefined : node.start);
  for (const block of blocks) {
    if (block.parent?.type === 'FunctionDefinition') names = inner(names);
    if (inFunction || block.parent?.type !== 'FunctionDefinition') execute(names, block, node.start);
  }
  return evaluate(names, node);
}

/** The bodies that an expression stands in, outermost first; the module is none of them. */
function blocksAround(node: PythonNode): readonly PythonNode[] {
  const blocks: PythonNode[] = [];
  for (let at = node.parent; at !== undefined; at = at.parent) if (at.type === 'Body') blocks.unshift(at);
  return blocks;
}
