import type { Span } from '../../text/span.ts';
import type { YamlSource } from './source.ts';

/**
 * A value of a YAML document with aliases followed and merge keys resolved. The same anchor reached through two aliases is
 * two nodes with the same `span` and another `at`.
 */
export type YamlNode = YamlMap | YamlList | YamlScalar;

interface Placed {
  /** Where it is written, its quotes and brackets with it. */
  readonly span: Span;
  /** Where the outermost alias stands through which it is reached; undefined: it stands here itself. */
  readonly at: Span | undefined;
  /** True inside a template's `{{ if }}` or `{{ range }}` that begins within the parent: it may be there or not. */
  readonly uncertain: boolean;
  readonly source: YamlSource;
}

export interface YamlMap extends Placed {
  readonly kind: 'map';
  /** By key; of a key that is written twice the last counts, and the map's own keys come before merged ones. */
  readonly entries: ReadonlyMap<string, YamlEntry>;
  /** The same one after the other: every way to read a launch goes through them. */
  readonly list: readonly YamlEntry[];
  /** False where more may be in it than can be seen: a template writes entries, a merge that is not resolved. */
  readonly complete: boolean;
}

export interface YamlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: YamlNode;
}

export interface YamlList extends Placed {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly flow: boolean;
  /** Where templates on lines of their own write more items, in the list or after it. */
  readonly holes: readonly Span[];
}

export interface YamlScalar extends Placed {
  readonly kind: 'scalar';
  readonly style: ScalarStyle;
  /** As YAML understands it: a text, a number, true, null. Undefined: not known (a template, an alias without an anchor). */
  readonly value: string | number | boolean | null | undefined;
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'unknown';

/** The value under a path of keys. */
export function valueAt(node: YamlNode | undefined, ...path: readonly string[]): YamlNode | undefined {
  let at = node;
  for (const key of path) at = at?.kind === 'map' ? entryOf(at, key)?.value : undefined;
  return at;
}

export function mapAt(node: YamlNode | undefined, ...path: readonly string[]): YamlMap | undefined {
  const found = valueAt(node, ...path);
  return found?.kind === 'map' ? found : undefined;
}

export function listAt(node: YamlNode | undefined, ...path: readonly string[]): YamlList | undefined {
  const found = valueAt(node, ...path);
  return found?.kind === 'list' ? found : undefined;
}

export function scalarAt(node: YamlNode | undefined, ...path: readonly string[]): YamlScalar | undefined {
  const found = valueAt(node, ...path);
  return found?.kind === 'scalar' ? found : undefined;
}

/** The text of a scalar that is one; undefined for anything else, and where a template makes it. */
export function textAt(node: YamlNode | undefined, ...path: readonly string[]): string | undefined {
  const value = scalarAt(node, ...path)?.value;
  return value === undefined || value === null ? undefined : String(value);
}

/** The entry of a key, reached through the map's own alias. */
export function entryOf(map: YamlMap, key: string): YamlEntry | undefined {
  const entry = map.entries.get(key);
  return entry && throughEntry(map, entry);
}

export function entriesOf(map: YamlMap): readonly YamlEntry[] {
  return map.at === undefined ? map.list : map.list.map((entry) => throughEntry(map, entry));
}

export function itemsOf(list: YamlList): readonly YamlNode[] {
  return list.at === undefined ? list.items : list.items.map((item) => through(list.at, item));
}

function throughEntry({ at }: YamlMap, entry: YamlEntry): YamlEntry {
  return at === undefined ? entry : { ...entry, value: through(at, entry.value) };
}

/** A node as it is reached through an alias at `at`. */
export function through(at: Span | undefined, node: YamlNode): YamlNode {
  return at === undefined ? node : { ...node, at };
}

/** True for a value that is not written: `key:`, `null`, `~`. */
export function isNothing(node: YamlNode | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null);
}
