import type { JsonArray, JsonMember, JsonNode, JsonObject } from './json-node.ts';
import type { ParsedJson } from './parse-json.ts';

const deepest = 500;

/**
 * What `parseJson` reads in the text that `JSON.stringify` makes of a value, without that text: places are not offsets, but come in the
 * same order and no two values begin at one. Undefined for a value that is nested too deeply to be read whole.
 */
export function jsonOfValue(value: unknown): ParsedJson | undefined {
  const builder = new NodeBuilder();
  const root = builder.nodeOf(value, 0);
  return builder.tooDeep ? undefined : { root, syntaxError: undefined, duplicates: [] };
}

class NodeBuilder {
  tooDeep = false;
  private place = 0;

  nodeOf(value: unknown, depth: number): JsonNode {
    const start = this.place++;
    if (typeof value === 'string') return { kind: 'string', start, end: this.place, value };
    if (typeof value === 'boolean') return { kind: 'boolean', start, end: this.place, value };
    // What JSON has no number for is written as null, and the zero without its sign.
    if (typeof value === 'number' && Number.isFinite(value))
      return { kind: 'number', start, end: this.place, value: value + 0, integer: isWrittenWhole(value) };
    if (typeof value !== 'object' || value === null) return { kind: 'null', start, end: this.place };
    if (depth >= deepest) this.tooDeep = true;
    if (this.tooDeep) return { kind: 'null', start, end: this.place };
    return Array.isArray(value) ? this.arrayOf(value, start, depth) : this.objectOf(value, start, depth);
  }

  private arrayOf(values: readonly unknown[], start: number, depth: number): JsonArray {
    const items: JsonNode[] = [];
    for (const value of values) items.push(this.nodeOf(value, depth + 1));
    return { kind: 'array', start, end: this.place++, items };
  }

  private objectOf(object: object, start: number, depth: number): JsonObject {
    const members = new Map<string, JsonMember>();
    for (const [key, value] of Object.entries(object)) {
      const keyStart = this.place++;
      members.set(key, { key, keyStart, keyEnd: this.place, value: this.nodeOf(value, depth + 1) });
    }
    return { kind: 'object', start, end: this.place++, members };
  }
}

/** From 1e21 on a number is written with an exponent. */
function isWrittenWhole(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 1e21;
}
