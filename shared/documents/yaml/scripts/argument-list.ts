import type { Command } from '../../command.ts';
import { readArguments, type ShellSurroundings } from '../../shell/read-shell.ts';
import { withItemInsertion } from '../list-insertion.ts';
import { wordsOfList } from '../list-words.ts';
import type { YamlList } from '../node.ts';

/** The commands that a list of words is. */
export function readArgumentList(list: YamlList, text: string, surroundings: ShellSurroundings): readonly Command[] {
  const words = wordsOfList(list);
  return withItemInsertion(readArguments(words, text, surroundings), words, [list]);
}
