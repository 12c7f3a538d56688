import { textOf } from '../nodes.ts';
import type { PythonNode } from '../parse.ts';
import { type Assignment, addEvent, type Block, type Given, type Scope } from '../scopes.ts';
import type { Surveying } from '../survey.ts';

/** The name stands for what it is given from here on, in its own scope or in that which `global` and `nonlocal` name. */
export function bind(found: Surveying, name: string, gives: Given, at: number, block: Block): void {
  const assignment: Assignment = { kind: 'assign', at, block, name, gives };
  const { scope } = block;
  if (scope.outer.has(name)) {
    addEvent(outerScope(name, scope), name, { ...assignment, gives: { kind: 'other' } });
    return;
  }
  found.assignments.push(assignment);
  addEvent(scope, name, assignment);
}

/** Every name in an expression that is assigned to. */
export function bindTargets(found: Surveying, nodes: readonly PythonNode[], at: number, block: Block): void {
  for (const node of nodes) {
    if (node.type === 'VariableName') bind(found, textOf(node, found.text), { kind: 'other' }, at, block);
    else if (/^(Tuple|Array|Parenthesized)Expression$|Pattern$|PatternArgList|^KeywordPattern/.test(node.type)) {
      bindTargets(found, node.children, at, block);
    } else if (node.type === 'MemberExpression') change(found, node.children[0] ?? node, node, at, block);
  }
}

/** What the name stands for may be another, or hold something else, from here on. */
export function change(found: Surveying, of: PythonNode, node: PythonNode, at: number, block: Block): void {
  const name = of.type === 'VariableName' ? textOf(of, found.text) : undefined;
  if (name !== undefined) addEvent(block.scope, name, { kind: 'change', at, block, node });
}

/** The name at the start of `a.b[c]`. */
export function rootOf(node: PythonNode): PythonNode {
  let at = node;
  while (at.type === 'MemberExpression' && at.children[0] !== undefined) at = at.children[0];
  return at;
}

/** Where `global` and `nonlocal` take a name from. */
function outerScope(name: string, scope: Scope): Scope {
  let at = scope;
  while (at.parent !== undefined && (at === scope || !at.events.has(name))) at = at.parent;
  return at;
}
