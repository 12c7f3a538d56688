import { expect, test } from 'vitest';
import { documentSpan, embeddedText, runsWithin, unknownCharacter } from '../../../shared/text/embedded-text.ts';

/** `say "a\"b $X"`: letters, an escape, a variable written at 40, an unknown. */
const embedded = embeddedText([
  { text: 'a', span: { start: 5, end: 6 }, origin: undefined },
  { text: '"', span: { start: 6, end: 8 }, origin: undefined },
  { text: 'b ', span: { start: 8, end: 10 }, origin: undefined },
  { text: 'four', span: { start: 10, end: 12 }, origin: { start: 40, end: 44 } },
  { text: undefined, span: { start: 12, end: 14 }, origin: undefined },
]);

test('the text is what a shell would see, with one character for what is not known', () => {
  expect(embedded.text).toBe(`a"b four${unknownCharacter}`);
});

test.each([
  [0, 1, 5, 6],
  [1, 2, 6, 8],
  [0, 3, 5, 9],
  [2, 4, 8, 10],
  [4, 8, 10, 12],
  [5, 6, 10, 12],
  [8, 9, 12, 14],
  [9, 9, 14, 14],
  [0, 0, 5, 5],
])('characters %i to %i stand at %i to %i', (from, to, start, end) => {
  expect(documentSpan(embedded, from, to)).toEqual({ start, end });
});

test('a part of a run keeps the place where its letters are written', () => {
  expect(runsWithin(embedded, 3, 7)).toEqual([
    { text: ' ', span: { start: 9, end: 10 }, origin: undefined },
    { text: 'fou', span: { start: 10, end: 12 }, origin: { start: 40, end: 43 } },
  ]);
});
