import { expect, test } from 'vitest';
import { repairIndentation } from '../../../../shared/documents/yaml/repair-indentation.ts';

test.each([
  ['a line that all others are deeper than', 'a: b\n  c: d\n  e: f\n', '    \n  c: d\n  e: f\n'],
  ['a line that is too deep', 'a:\n  b: c\n    d: e\n  f: g\n', 'a:\n  b: c\n        \n  f: g\n'],
  ['a block, which holds what it likes', 'a: |  # b\n  c: d\n    e: f\ng: h\n', 'a: |  # b\n  c: d\n    e: f\ng: h\n'],
  ['a block in a list', '- >-\n  c: d\n    e: f\n', '- >-\n  c: d\n    e: f\n'],
  ['what is deeper as it should be', 'a:\n  b:\n    c: d\n', 'a:\n  b:\n    c: d\n'],
])('%s', (_, text, repaired) => {
  expect(repairIndentation(text)).toBe(repaired);
});

test('a line with many blanks costs no more than any other', () => {
  const text = Array.from({ length: 300 }, (_, at) => `${' '.repeat(10_000)}k${at}: v\n`).join('');
  const started = performance.now();
  expect(repairIndentation(text)).toBe(text);
  expect(performance.now() - started).toBeLessThan(2000);
});
