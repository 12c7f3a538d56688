import type { Engine, Launch } from '../engines/engine.ts';
import { calledBy } from './called-by.ts';

/** A sentence about sizes, each of them called as the launch calls it: `-tp 3` is `tp 3`, not `tensor-parallel-size 3`. */
export function inOwnWords(sentence: string, { sizeWords }: Engine, { options }: Launch): string {
  let said = sentence;
  for (const [name, word] of sizeWords) {
    const option = options.get(name);
    const own = option && calledBy(option).replace(/^-+/, '');
    if (own !== undefined && own !== word && said.includes(word)) said = said.replace(wordBeforeNumber(word), () => own);
  }
  return said;
}

const patterns = new Map<string, RegExp>();

/** The word alone: neither a part of a longer name nor a flag, which is advice. */
function wordBeforeNumber(word: string): RegExp {
  const known = patterns.get(word) ?? new RegExp(`(?<![\\w-])${word}(?= \\d)`, 'g');
  patterns.set(word, known);
  return known;
}
