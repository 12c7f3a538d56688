import { argumentsIn, childOf, dottedNames, textOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';

/** What is joined, stripped or split is what counts. */
export function unwrapped(node: PythonNode, text: string): PythonNode {
  let at = node;
  for (let depth = 0; depth < 10; depth++) {
    const inner = wrappedIn(at, text);
    if (inner === undefined) return at;
    at = inner;
  }
  return at;
}

/** `X` in `" ".join(X)`, `dedent(X)`, `X.strip()`, `(X)`. */
export function wrappedIn(node: PythonNode, text: string): PythonNode | undefined {
  if (node.type === 'ParenthesizedExpression') return node.children[1];
  const [callee] = node.type === 'CallExpression' ? node.children : [];
  if (callee === undefined) return undefined;
  const name = (dottedNames(callee, text) ?? []).join('.');
  const [argument] = argumentsIn(childOf(node, 'ArgList'));
  if (/^(shlex\.(join|split)|(textwrap\.)?dedent|(inspect\.)?cleandoc)$/.test(name)) return argument?.value;
  const method = callee.type === 'MemberExpression' ? callee.children[2] : undefined;
  if (method === undefined) return undefined;
  const called = textOf(method, text);
  if (called === 'join' && callee.children[0]?.type === 'String') return argument?.value;
  return /^(strip|lstrip|rstrip|split|format|copy)$/.test(called) ? callee.children[0] : undefined;
}

/** True if a list is made one text for a shell on the way; `shlex.join` keeps its items apart. */
export function isJoined(node: PythonNode, text: string): boolean {
  let at: PythonNode | undefined = node;
  for (let depth = 0; at !== undefined && depth < 10; depth++) {
    const method: PythonNode | undefined = at.type === 'CallExpression' ? at.children[0]?.children[2] : undefined;
    if (method !== undefined && textOf(method, text) === 'join' && at.children[0]?.children[0]?.type === 'String') return true;
    at = wrappedIn(at, text);
  }
  return false;
}
