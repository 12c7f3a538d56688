import type { Word } from '../command.ts';
import { itemsOf, type YamlList } from './node.ts';
import { type Substitute, unknownWord, wordOfNode } from './words.ts';

/** The items of a list as the words of a command; what a template may add stands for any number of them. */
export function wordsOfList(list: YamlList, substitute?: Substitute): readonly Word[] {
  const words = itemsOf(list).map((item) => (item.uncertain ? unknownWord(item, true) : wordOfNode(item, substitute)));
  const holes = list.holes.map((span) => unknownWord({ ...list, at: list.at ?? span }, true));
  if (holes.length === 0) return words;
  return [...words, ...holes].sort((one, other) => one.span.start - other.span.start);
}
