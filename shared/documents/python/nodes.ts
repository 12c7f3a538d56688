import type { PythonNode } from './parse.ts';

/** The first child of one of these types. */
export function childOf(node: PythonNode, ...types: readonly string[]): PythonNode | undefined {
  return node.children.find(({ type }) => types.includes(type));
}

/** Names joined by dots: `vllm`, `sgl.Engine`; undefined for any other expression. */
export function dottedNames(node: PythonNode, text: string): readonly string[] | undefined {
  const names: string[] = [];
  let at: PythonNode | undefined = node;
  while (at?.type === 'MemberExpression' && names.length < 16) {
    const [object, dot, property]: readonly (PythonNode | undefined)[] = at.children;
    if (dot?.type !== '.' || property?.type !== 'PropertyName') return undefined;
    names.push(textOf(property, text));
    at = object;
  }
  if (at?.type !== 'VariableName') return undefined;
  return [...names, textOf(at, text)].reverse();
}

export function textOf({ start, end }: PythonNode, text: string): string {
  return text.slice(start, end);
}

/** An argument of a call: `value`, `name=value`, `*value`, `**value`. */
export interface Argument {
  readonly name: PythonNode | undefined;
  readonly stars: '' | '*' | '**';
  readonly value: PythonNode;
  /** From its name or stars to the end of its value. */
  readonly start: number;
  readonly end: number;
}

/** The arguments in the parentheses of a call, a decorator or a class. A half-typed one without a value is left out. */
export function argumentsIn(list: PythonNode | undefined): readonly Argument[] {
  return partsOf(list).flatMap((nodes): readonly Argument[] => {
    const [first, second] = nodes;
    if (first === undefined) return [];
    if (first.type === '*' || first.type === '**') return second === undefined ? [] : [argument(undefined, first.type, nodes, second)];
    const assigns = second?.type === 'AssignOp';
    const value = assigns ? nodes[2] : first;
    if (value === undefined || isBroken(value)) return [];
    // `f(x for x in y)`: what follows the value says that it is none.
    const whole = nodes.length > (assigns ? 3 : 1) ? { ...value, type: 'unread' } : value;
    return [argument(assigns ? first : undefined, '', nodes, whole)];
  });
}

function argument(name: PythonNode | undefined, stars: Argument['stars'], nodes: readonly PythonNode[], value: PythonNode): Argument {
  return { name, stars, value, start: nodes[0]?.start ?? value.start, end: value.end };
}

function isBroken({ type }: PythonNode): boolean {
  return type === '⚠';
}

/** What stands between the commas of a bracket, comments left out. */
export function partsOf(list: PythonNode | undefined): readonly (readonly PythonNode[])[] {
  const parts: PythonNode[][] = [[]];
  for (const child of list?.children ?? []) {
    if (child.type === ',') parts.push([]);
    else if (!brackets.has(child.type)) parts.at(-1)?.push(child);
  }
  return parts.filter((part) => part.length > 0);
}

const brackets: ReadonlySet<string> = new Set(['(', ')', '[', ']', '{', '}', 'Comment']);
