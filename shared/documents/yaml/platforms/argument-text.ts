import type { Word } from '../../command.ts';
import type { YamlScalar } from '../node.ts';
import { splitWords } from '../split-words.ts';
import { embeddedOf } from '../words.ts';

/** Arguments in one text, as a shell would split them: `"--max-model-len 8192 --enforce-eager"`. */
export function wordsOfText(scalar: YamlScalar): readonly Word[] {
  return scalar.value === null ? [] : splitWords(embeddedOf(scalar), scalar.source.text);
}
