import type { Span } from '../../text/span.ts';
import type { Keyword, Keywords, KeywordValue } from '../keywords.ts';
import { entriesOf, itemsOf, type YamlEntry, type YamlMap, type YamlNode } from './node.ts';
import { wordOfNode } from './words.ts';

/** How many values are looked at for one map: aliases of aliases could make ever more. */
const mostValues = 5000;

interface Budget {
  left: number;
}

/** A map as options by name; `callee` says which kind of map it is (`yaml:KIND`), `calleeSpan` where its key stands. */
export function keywordsOf(map: YamlMap, callee: string | undefined, calleeSpan: Span, budget: Budget = { left: mostValues }): Keywords {
  const given = entriesOf(map).map((entry) => keywordOf(entry, entry.key, budget));
  return { callee, calleeSpan: map.at ?? calleeSpan, given, complete: map.complete && budget.left > 0 };
}

/** An entry as an option, under its own key or another name. */
export function keywordOf({ key, keySpan, value }: YamlEntry, name = key, budget: Budget = { left: mostValues }): Keyword {
  const nameSpan = value.at ?? keySpan;
  const word = wordOfNode(value);
  const known = value.kind === 'scalar' && word.text === undefined ? undefined : plainValue(value, budget);
  const inner = value.kind === 'map' && budget.left > 0 ? { inner: keywordsOf(value, undefined, keySpan, budget) } : {};
  return { name, ...(name === key ? {} : { field: key }), nameSpan, value: known, word, ...inner };
}

/** A value without places; undefined: a part of it is not known. */
function plainValue(node: YamlNode, budget: Budget = { left: mostValues }): KeywordValue | null | undefined {
  budget.left -= 1;
  if (node.uncertain || budget.left < 0) return undefined;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') {
    const items = itemsOf(node).map((item) => plainValue(item, budget));
    return node.holes.length > 0 || items.includes(undefined) ? undefined : items;
  }
  const entries = entriesOf(node).map(({ key, value }) => [key, plainValue(value, budget)] as const);
  return node.complete && entries.every(([, value]) => value !== undefined) ? Object.fromEntries(entries) : undefined;
}
