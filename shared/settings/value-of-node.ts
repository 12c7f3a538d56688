import type { Node } from 'jsonc-parser';

/** The plain value of a parsed node; of a key that is written twice the last counts, half-typed properties do not. */
export function valueOfNode(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOfNode);
  if (node.type !== 'object') return node.value;
  return Object.fromEntries((node.children ?? []).flatMap(entryOf));
}

function entryOf({ children }: Node): readonly (readonly [string, unknown])[] {
  const [key, value] = children ?? [];
  return key && value ? [[String(key.value), valueOfNode(value)]] : [];
}
