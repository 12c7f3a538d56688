import type { Span } from '../../../text/span.ts';
import type { Word } from '../../command.ts';
import { entryOf, isNothing, itemsOf, type YamlMap, type YamlNode } from '../node.ts';
import { unknownWord, wordOfNode } from '../words.ts';

/** A word that a platform writes, with the field that makes it as its place. */
export function fieldWord(text: string, span: Span): Word {
  return { text, source: text, span, pieces: [{ text, span, origin: undefined }] };
}

function namedBy(field: string, word: Word): Word {
  return { ...word, field };
}

/** An option that a platform makes of a field: `tensorParallelSize: 2` is `--tensor-parallel-size 2`. A path tells the field from others. */
export function optionOfField(map: YamlMap | undefined, key: string, flag: string, path = key): readonly Word[] {
  const entry = map && entryOf(map, key);
  if (entry === undefined || isNothing(entry.value) || isEmptyText(entry.value)) return [];
  return [namedBy(path, fieldWord(flag, entry.value.at ?? entry.keySpan)), wordOfNode(entry.value)];
}

/** A switch that a platform makes of a field: there if the field is true, an unknown word if that is not known. */
export function switchOfField(map: YamlMap | undefined, key: string, flag: string, path = key): readonly Word[] {
  const entry = map && entryOf(map, key);
  if (entry === undefined || entry.value.kind !== 'scalar') return [];
  if (entry.value.value === undefined || entry.value.uncertain) return [unknownWord(entry.value, true)];
  return entry.value.value === true ? [namedBy(path, fieldWord(flag, entry.value.at ?? entry.keySpan))] : [];
}

/** Environment variables of a list of names and values, or of a map. */
export function environmentOf(node: YamlNode | undefined): ReadonlyMap<string, Word> {
  const found = new Map<string, Word>();
  if (node?.kind === 'map') {
    for (const key of node.entries.keys()) {
      const entry = entryOf(node, key);
      if (entry !== undefined) found.set(key, wordOfNode(entry.value));
    }
  }
  for (const item of node?.kind === 'list' ? itemsOf(node) : []) {
    const name = item.kind === 'map' ? entryOf(item, 'name')?.value : undefined;
    if (item.kind !== 'map' || name?.kind !== 'scalar' || typeof name.value !== 'string') continue;
    const value = entryOf(item, 'value')?.value;
    found.set(name.value, value === undefined ? unknownWord(item) : wordOfNode(value));
  }
  return found;
}

function isEmptyText(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === '';
}
