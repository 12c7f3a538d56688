import type { PythonNode } from '../parse.ts';
import { lookUp } from './names.ts';
import { type Names, sourceOf, spend } from './run.ts';
import { unknown } from './value.ts';

/**
 * Forgets what the statements in a node may change: names that they set, dicts that they fill. True if they may leave the function as well, so
 * that nothing after them is certain.
 */
export function forgetChangedIn(names: Names, node: PythonNode): boolean {
  let leaves = false;
  const pending: PythonNode[] = [node];
  for (let at = pending.pop(); at !== undefined && spend(names.run); at = pending.pop()) {
    if (at.type === 'ReturnStatement') leaves = true;
    if (at.type === 'AssignStatement' || at.type === 'UpdateStatement' || at.type === 'ForStatement') forgetTargets(names, at);
    if (at.type === 'CallExpression') forgetObject(names, at.children[0]?.children[0]);
    if (at.type !== 'FunctionDefinition' && at.type !== 'ClassDefinition') pending.push(...at.children);
  }
  return leaves;
}

function forgetTargets(names: Names, { children }: PythonNode): void {
  const end = children.findLastIndex(({ type }) => type === 'AssignOp' || type === 'UpdateOp' || type === 'in');
  for (const target of children.slice(0, end)) {
    if (target.type === 'VariableName') names.own.set(sourceOf(target, names.run), unknown);
    else if (target.type === 'MemberExpression') forgetObject(names, target.children[0]);
  }
}

function forgetObject(names: Names, object: PythonNode | undefined): void {
  const value = object?.type === 'VariableName' ? lookUp(names, sourceOf(object, names.run)) : unknown;
  if (value.kind === 'dict') value.complete = false;
}
