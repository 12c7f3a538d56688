import { cutRun } from '../../text/embedded-text.ts';
import type { Piece } from '../command.ts';
import { type Item, runsOf, type TextValue } from './value.ts';

/** The words of a text, parted at blanks. A word of nothing but an unknown run may be any number of them. */
export function splitRuns(runs: readonly Piece[]): readonly Item[] {
  const items: Item[] = [];
  let word: Piece[] = [];
  const close = () => {
    const first = word[0];
    const last = word.at(-1);
    if (first !== undefined && last !== undefined) {
      const span = { start: first.span.start, end: Math.max(first.span.start, last.span.end) };
      items.push({ value: { kind: 'text', runs: word }, span, spread: word.every(({ text }) => text === undefined) });
    }
    word = [];
  };
  for (const run of runs) {
    if (run.text === undefined) word.push(run);
    else
      for (const match of run.text.matchAll(/\s+|\S+/g)) {
        const part = cutRun(run, match.index, match.index + match[0].length);
        if (/^\s/.test(match[0])) close();
        else if (part !== undefined) word.push(part);
      }
  }
  close();
  return items;
}

/** Items with a text between them; one that stands for any number of them is unknown. */
export function joinedItems(items: readonly Item[], between: string): TextValue {
  const runs = items.flatMap(({ value, span }, at): readonly Piece[] => {
    const own = runsOf(value, span);
    const start = own[0]?.span.start ?? span.start;
    return at === 0 ? own : [{ text: between, span: { start, end: start }, origin: undefined }, ...own];
  });
  return { kind: 'text', runs };
}
