import { unknownPiece } from '../word.ts';
import type { Value } from './values.ts';

/** Variables in a block of a script. */
export interface Block {
  readonly outer: Block | undefined;
  /** `undefined`: set, but not known. */
  readonly own: Map<string, Value | undefined>;
  /** Names that the block gives a value; whether they have it afterwards is not certain. */
  readonly assigned: Set<string>;
  /** A function keeps its variables to itself. */
  readonly isFunction: boolean;
}

export function blockIn(outer: Block | undefined, isFunction = false): Block {
  return { outer, own: new Map(), assigned: new Set(), isFunction };
}

export function lookUpIn(block: Block | undefined, name: string): Value | undefined {
  for (let at = block; at !== undefined; at = at.outer) if (at.own.has(name)) return at.own.get(name);
  return undefined;
}

export function isSetIn(block: Block | undefined, name: string): boolean {
  for (let at = block; at !== undefined; at = at.outer) if (at.own.has(name)) return true;
  return false;
}

export function assignIn(block: Block, name: string, value: Value | undefined): void {
  block.own.set(name, value);
  block.assigned.add(name);
}

/** What follows a block that may not have run does not know what it set; of an array that grew it knows the start. */
export function leave(block: Block): void {
  if (block.outer === undefined || block.isFunction) return;
  for (const name of block.assigned) assignIn(block.outer, name, grown(lookUpIn(block.outer, name), block.own.get(name)));
}

function grown(before: Value | undefined, after: Value | undefined): Value | undefined {
  if (before === undefined || after === undefined || !('elements' in before) || !('elements' in after)) return undefined;
  const [added] = after.elements.slice(before.elements.length);
  const isGrown = added !== undefined && before.elements.every((element, at) => element === after.elements[at]);
  if (!isGrown) return undefined;
  return { elements: [...before.elements, { ...added, text: undefined, pieces: [unknownPiece(added.span)], spread: true }] };
}
