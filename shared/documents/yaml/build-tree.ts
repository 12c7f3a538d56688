import { type Document, isAlias, isMap, isScalar, isSeq, type Scalar, type YAMLMap } from 'yaml';
import { unknownCharacter } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import { entriesOf, itemsOf, type ScalarStyle, through, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from './node.ts';
import type { YamlSource } from './source.ts';
import type { TemplatePlaces } from './template-places.ts';

/** How many entries merge keys may add in one document: maps that merge one another in a row could make ever more. */
const mostMerged = 20_000;

interface Building {
  readonly source: YamlSource;
  readonly places: TemplatePlaces;
  readonly anchors: Map<string, YamlNode>;
  merged: number;
}

/** The tree of a parsed document; undefined: it is empty. */
export function treeOf(document: Document.Parsed, source: YamlSource, places: TemplatePlaces): YamlNode | undefined {
  const building: Building = { source, places, anchors: new Map(), merged: 0 };
  return document.contents === null ? undefined : build(building, document.contents, { start: 0, end: source.text.length });
}

/** An anchor is known after its value: what refers to itself stays unknown. `from` is where the value may begin: behind its key. */
function build(building: Building, node: unknown, parent: Span, from?: number): YamlNode {
  const span = spanOf(node) ?? { start: parent.start, end: parent.start };
  if (isAlias(node)) {
    const anchored = building.anchors.get(node.source);
    return anchored === undefined ? unknownAt(building, span) : through(span, anchored);
  }
  const uncertain = building.places.isUncertain(span, parent);
  const built = nodeOf(building, node, { span, uncertain }, { start: from ?? span.start, end: span.end });
  const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
  if (anchor !== undefined) building.anchors.set(anchor, built);
  return built;
}

type Placed = Pick<YamlScalar, 'span' | 'uncertain'>;

/** Every field is written out: a document has thousands of these. */
function nodeOf(building: Building, node: unknown, { span, uncertain }: Placed, within: Span): YamlNode {
  const { source } = building;
  if (isMap(node)) {
    const { entries, complete } = contentOf(building, node, span, within);
    return { kind: 'map', span, at: undefined, uncertain, source, entries, list: [...entries.values()], complete };
  }
  if (isScalar(node)) {
    const style = styles[node.type ?? ''] ?? 'plain';
    return { kind: 'scalar', span, at: undefined, uncertain, source, style, value: knownValueOf(source, node, span) };
  }
  if (!isSeq(node)) return unknownAt(building, span);
  const items = node.items.map((item) => build(building, item, within));
  const flow = node.flow === true;
  const holes = flow ? none : building.places.holesOf(span, within.start);
  return { kind: 'list', span, at: undefined, uncertain, source, items, flow, holes };
}

const none: readonly Span[] = [];

function spanOf(node: unknown): Span | undefined {
  const range = isAlias(node) || isMap(node) || isSeq(node) || isScalar(node) ? node.range : undefined;
  return range ? { start: range[0], end: range[1] } : undefined;
}

function unknownAt({ source }: Building, span: Span): YamlScalar {
  return { kind: 'scalar', style: 'unknown', value: undefined, span, at: undefined, uncertain: false, source };
}

function contentOf(building: Building, map: YAMLMap, own: Span, span: Span): Pick<YamlMap, 'entries' | 'complete'> {
  const entries = new Map<string, YamlEntry>();
  const merges: YamlNode[] = [];
  let complete = building.places.holesOf(own, span.start).length === 0;
  for (const { key, value } of map.items) {
    const keySpan = spanOf(key);
    const name = isScalar(key) ? nameOf(key) : undefined;
    if (keySpan === undefined || name === undefined) {
      complete = false;
      continue;
    }
    const built = valueUnder(building, value, keySpan, span);
    if (name === '<<') merges.push(built);
    else entries.set(name, { key: name, keySpan, value: built });
  }
  for (const merged of merges) complete = merge(building, entries, merged) && complete;
  return { entries, complete };
}

/** A key that a template writes is not known. */
function nameOf({ value }: Scalar): string | undefined {
  const name = value === null || value === undefined ? '' : String(value);
  return name.includes(unknownCharacter) ? undefined : name;
}

/** Nothing after the colon but a template on the next line: it writes the value. */
function valueUnder(building: Building, value: unknown, key: Span, { start, end }: Span): YamlNode {
  const built = build(building, value, { start: Math.min(start, key.start), end }, key.end);
  if (built.kind !== 'scalar' || built.value !== null || built.at !== undefined) return built;
  const [hole] = building.places.holesAfter(Math.max(key.end, built.span.start), key);
  return hole === undefined ? { ...built, span: spanOf(value) ?? { start: key.end, end: key.end } } : unknownAt(building, hole.span);
}

/** Own keys win over merged ones, an earlier merge over a later one. False: something is not known, or too much. */
function merge(building: Building, into: Map<string, YamlEntry>, merged: YamlNode): boolean {
  if (merged.kind === 'list')
    return itemsOf(merged)
      .map((item) => merge(building, into, item))
      .every(Boolean);
  if (merged.kind !== 'map') return false;
  building.merged += merged.entries.size;
  if (building.merged > mostMerged) return false;
  for (const entry of entriesOf(merged)) if (!into.has(entry.key)) into.set(entry.key, entry);
  return merged.complete;
}

function knownValueOf(source: YamlSource, { value }: Scalar, span: Span): YamlScalar['value'] {
  const isText = typeof value === 'string';
  const known = isText || typeof value === 'number' || typeof value === 'boolean' || value === null;
  const isTemplated = source.templates.all.length > 0 && source.masked.slice(span.start, span.end).includes(unknownCharacter);
  return known && !isTemplated ? value : undefined;
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  QUOTE_DOUBLE: 'double',
  QUOTE_SINGLE: 'single',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};
