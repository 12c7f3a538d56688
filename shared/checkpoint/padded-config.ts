import type { Fact } from '../model/fact.ts';
import { type JsonObject, memberOf, objectOf } from '../model/json/json-node.ts';
import { parseJson } from '../model/json/parse-json.ts';
import { applyEdits, type Edit } from '../text/edit.ts';

/** New values for widths of a config, by dotted key. */
export type NewWidths = ReadonlyMap<string, number>;

/**
 * The config with other widths and every other character as it was. Some files write a width twice, at the top and in the section of the
 * decoder: a second one with the same value changes with it. Undefined where a value is not written as a plain number.
 */
export function paddedConfig(text: string, facts: readonly Fact<number>[], widths: NewWidths): string | undefined {
  const { root } = parseJson(text);
  if (root?.kind !== 'object') return undefined;
  const edits: Edit[] = [];
  for (const fact of facts) {
    const width = widths.get(fact.key);
    if (width === undefined) continue;
    if (text.slice(fact.span.start, fact.span.end) !== String(fact.value)) return undefined;
    edits.push(...[fact.span, ...copiesOf(root, fact)].map((span) => ({ span, newText: String(width) })));
  }
  return applyEdits(text, edits);
}

/** The same name with the same value at the top level, or in a section of the decoder. */
function copiesOf(root: JsonObject, { key, value, span }: Fact<number>): readonly Edit['span'][] {
  const name = key.slice(key.lastIndexOf('.') + 1);
  if (/vision|visual|vit|audio/.test(key)) return [];
  const sections = [root, ...decoderSections.flatMap((section) => objectOf(root, section) ?? [])];
  return sections.flatMap((section) => {
    const found = memberOf(section, name);
    const isCopy = found?.kind === 'number' && found.value === value && found.start !== span.start;
    return isCopy ? [{ start: found.start, end: found.end }] : [];
  });
}

const decoderSections = ['text_config', 'llm_config', 'language_config'];
