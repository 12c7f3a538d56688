import type { Word } from '../command.ts';
import { itemsOf, type YamlList, type YamlNode } from './node.ts';
import { type Substitute, unknownWord, wordOfNode } from './words.ts';

/** The items of a list as the words of a command; what a template may add stands for any number of them. */
export function wordsOfList(list: YamlList, substitute?: Substitute): readonly Word[] {
  const items = itemsOf(list);
  const ways = waysToStart(items);
  const rest = items.slice(ways.length).map((item) => (item.uncertain ? unknownWord(item, true) : wordOfNode(item, substitute)));
  const words = [...ways.slice(-1).map((item) => wordOfNode({ ...item, uncertain: false }, substitute)), ...rest];
  const holes = list.holes.map((span) => unknownWord({ ...list, at: list.at ?? span }, true));
  if (holes.length === 0) return words;
  return [...words, ...holes].sort((one, other) => one.span.start - other.span.start);
}

/** One program at several paths, as a template chooses: `{{ if … }} /opt/venv/bin/vllm {{ else }} vllm {{ end }}`. */
function waysToStart(items: readonly YamlNode[]): readonly YamlNode[] {
  const end = items.findIndex(({ uncertain }) => !uncertain);
  const ways = items.slice(0, end < 0 ? items.length : end);
  const [first, ...others] = ways.map(programOf);
  const isOne = first !== undefined && others.length > 0 && others.every((other) => other === first);
  return isOne && ways.every((way, at) => at === 0 || isOtherwise(ways[at - 1], way)) ? ways : [];
}

function programOf(node: YamlNode): string | undefined {
  const text = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
  return text === undefined || /\s/.test(text) ? undefined : text.slice(text.lastIndexOf('/') + 1);
}

/** True where `{{ else }}` stands between two items, and nothing that ends a block. */
function isOtherwise(one: YamlNode | undefined, other: YamlNode): boolean {
  const { all } = other.source.templates;
  const between = all.filter(({ span }) => span.start >= (one?.span.end ?? 0) && span.end <= other.span.start);
  return between.length === 1 && between[0]?.role === 'middle';
}
