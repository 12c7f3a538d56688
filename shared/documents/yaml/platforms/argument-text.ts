import type { Word } from '../../command.ts';
import { commandText } from '../command-text.ts';
import type { YamlScalar } from '../node.ts';
import { splitWords } from '../split-words.ts';

/** Arguments in one text, as a shell would split them: `"--max-model-len 8192 --enforce-eager"`. */
export function wordsOfText(scalar: YamlScalar): readonly Word[] {
  return scalar.value === null ? [] : splitWords(commandText(scalar), scalar.source.text);
}
