import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { snippetOf } from '../../cli/text/snippet.ts';
import { widthOf } from '../../cli/text/width.ts';

/** Marks `[…]` in the line, as in the expectation. */
function shown(marked: string, columns = 80): string {
  const from = marked.indexOf('[');
  const to = marked.indexOf(']') - 1;
  const { line, marks } = snippetOf(marked.replace(/[[\]]/g, ''), from, to, columns);
  return `${line}\n${marks}`;
}

describe('snippetOf', () => {
  test.each([
    ['vllm serve m -tp [3]', 'vllm serve m -tp 3\n                 ^'],
    ['\t-tp [16] \\', '    -tp 16 \\\n        ^^'],
    ['a\t[b]', 'a   b\n    ^'],
    ['# 模型 [3]', '# 模型 3\n       ^'],
    ['[模型]', '模型\n^^^^'],
    ['🚀 [x]', '🚀 x\n   ^'],
    ['e\u0301 [x]', 'e\u0301 x\n  ^'],
    ['a[]', 'a\n ^'],
    ['\u001b[31m[x]'.replace('[31m', '(31m'), '␛(31m' + 'x\n     ^'],
  ])('%j', (marked, expected) => {
    expect(shown(marked)).toBe(expected);
  });

  test('a long line is cut around the marks', () => {
    const marked = `vllm serve ${'--flag value '.repeat(20)}-tp [3] ${'--flag value '.repeat(20)}`;
    const [line = '', marks = ''] = shown(marked, 40).split('\n');
    expect(widthOf(line)).toBeLessThanOrEqual(40);
    expect([line.at(0), line.at(-1), line.slice(marks.indexOf('^'), marks.length)]).toEqual(['…', '…', '3']);
  });

  test('property: never wider than asked for, and the marks stand under what is marked', () => {
    const text = fc
      .array(fc.constantFrom('a', ' ', '\t', '模', 'é', '\u0301', '🚀', '\u202e'), { maxLength: 60 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(60), fc.nat(60), fc.integer({ min: 10, max: 40 }), (line, start, length, columns) => {
        const from = Math.min(start, line.length);
        const to = Math.min(from + length, line.length);
        const snippet = snippetOf(line, from, to, columns);
        expect(widthOf(snippet.line)).toBeLessThanOrEqual(columns);
        expect(snippet.marks).toMatch(/^ *\^+$/);
        expect(snippet.marks.length).toBeLessThanOrEqual(columns + 1);
      }),
    );
  });
});
