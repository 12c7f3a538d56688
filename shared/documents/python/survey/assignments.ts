import { dottedNames, textOf } from '../nodes.ts';
import type { PythonNode } from '../parse.ts';
import type { Block } from '../scopes.ts';
import type { Surveying } from '../survey.ts';
import { bind, bindTargets, change } from './bindings.ts';

/** `a = b = value`, `a, b = values`: what each target is given. */
export function noteAssignment(found: Surveying, node: PythonNode, block: Block): void {
  const parts = sidesOf(node);
  const value = parts.at(-1) ?? [];
  if (parts.length < 2 || value.length === 0) return;
  for (const targets of parts.slice(0, -1)) assignTo(found, targets, value, node, block);
}

/** What stands between the `=` signs, without annotations. */
function sidesOf(node: PythonNode): readonly (readonly PythonNode[])[] {
  const sides: PythonNode[][] = [[]];
  for (const child of node.children) {
    if (child.type === 'AssignOp') sides.push([]);
    else if (child.type !== 'TypeDef') sides.at(-1)?.push(child);
  }
  return sides;
}

function assignTo(
  found: Surveying,
  targets: readonly PythonNode[],
  value: readonly PythonNode[],
  { end: at }: PythonNode,
  block: Block,
): void {
  const names = targets.filter(({ type }) => type !== ',');
  const values = value.filter(({ type }) => type !== ',');
  const pairs = names.length === values.length && names.every(isSimple) && values.every(({ type }) => type !== '*');
  for (const [index, target] of names.entries()) {
    const node = pairs ? values[index] : undefined;
    if (target.type === 'VariableName') {
      bind(found, textOf(target, found.text), node === undefined ? { kind: 'other' } : { kind: 'value', node }, at, block);
      if (node?.type === 'VariableName') change(found, node, node, at, block);
    } else if (target.type === 'MemberExpression') setMember(found, target, node, at, block);
    else bindTargets(found, [target], at, block);
  }
}

function isSimple({ type }: PythonNode): boolean {
  return type === 'VariableName' || type === 'MemberExpression';
}

/** `os.environ["X"] = value`, `options["k"] = value`, `object.field = value`. */
function setMember(found: Surveying, target: PythonNode, value: PythonNode | undefined, at: number, block: Block): void {
  const [object, , key] = target.children;
  if (object === undefined) return;
  const dotted = dottedNames(object, found.text)?.join('.');
  if ((dotted === 'os.environ' || dotted === 'environ') && key !== undefined) {
    found.variables.push({ name: key, value: value ?? key, at, block });
  }
  change(found, object, target.parent ?? target, at, block);
  if (value?.type === 'VariableName') change(found, value, value, at, block);
}
