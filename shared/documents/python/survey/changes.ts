import { argumentsIn, childOf, dottedNames, textOf } from '../nodes.ts';
import type { PythonNode } from '../parse.ts';
import type { Block } from '../scopes.ts';
import type { Surveying } from '../survey.ts';
import { bindTargets, change, rootOf } from './bindings.ts';

/** A call may change what its method belongs to, and what it is given. */
export function noteCall(found: Surveying, node: PythonNode, block: Block): void {
  const [callee] = node.children;
  if (callee === undefined) return;
  if (callee.type === 'MemberExpression') {
    const [object] = callee.children;
    if (object?.type === 'VariableName') change(found, object, node, node.end, block);
  }
  if (leaving.test((dottedNames(callee, found.text) ?? [textOf(callee.children.at(-1) ?? callee, found.text)]).join('.'))) return;
  for (const { value, stars } of argumentsIn(childOf(node, 'ArgList'))) {
    if (stars === '' && value.type === 'VariableName') change(found, value, value, node.end, block);
  }
}

/** `name += value`, `a.b[c] += value`. */
export function noteUpdate(found: Surveying, node: PythonNode, block: Block): void {
  const [target] = node.children;
  if (target === undefined) return;
  const isOuter = target.type === 'VariableName' && block.scope.outer.has(textOf(target, found.text));
  if (isOuter) bindTargets(found, [target], node.end, block);
  else change(found, rootOf(target), node, node.end, block);
}

/** `del name`, `del a.b[c]`. */
export function noteDelete(found: Surveying, node: PythonNode, block: Block): void {
  for (const child of node.children) {
    if (child.type === 'VariableName') bindTargets(found, [child], node.end, block);
    else if (child.type === 'MemberExpression') change(found, rootOf(child), node, node.end, block);
  }
}

/** Functions that leave what they are given as it is. */
const leaving =
  /(^|\.)(print|len|str|repr|list|tuple|dict|sorted|bool|any|all|min|max|zip|enumerate|isinstance|join|quote|dumps|run|call|check_call|check_output|Popen|system|execvp|execv|execvpe|create_subprocess_exec|create_subprocess_shell|debug|info|warning|error|exception|critical|log|format|append|extend|update)$/;
