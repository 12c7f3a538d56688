import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixtureTexts, flawAt } from './flaw-at-path.ts';
import { mutationCount, tryMutations } from './mutated-texts.ts';

const tokens = [
  '"',
  '\\\\',
  '\\n',
  '\\u00',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '!',
  '%',
  '%%bash',
  '%%writefile a.sh',
  '%env A=1',
  '%cd x',
  '{TP}',
  '$TP',
  '"source"',
  '"cells"',
  '"cell_type": "code"',
  '```bash',
  'TP = 3',
  '"""',
  'x = ',
  '\uE0FE',
  '\uE0FF',
  'vllm serve m -tp 3',
];

test('a mutated document is read without a throw, with all places in the text', () => {
  tryMutations({ name: 'notebook', texts: fixtureTexts('notebook'), tokens }, (text) => flawAt('x.ipynb', text));
}, 600_000);

test('any text is read without a throw', () => {
  const piece = fc.oneof(fc.constantFrom(...tokens), fc.string({ maxLength: 8 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(flawAt('x.ipynb', pieces.join(''))).toBeUndefined();
    }),
    { numRuns: Math.min(mutationCount, 20_000) },
  );
});

test.each(['[', '{"cells":', '"', '\\\\', '{"a":[', '"source": [', ','])('5,000 times %s is read', (open) => {
  const text = open.repeat(5000);
  const started = performance.now();
  expect(flawAt('x.ipynb', text)).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(2000);
});

test('any text of a cell is read without a throw, as the file writes it', () => {
  const piece = fc.oneof(fc.constantFrom(...tokens), fc.string({ maxLength: 8 }));
  fc.assert(
    fc.property(fc.array(fc.array(piece, { maxLength: 20 }), { maxLength: 4 }), (cells) => {
      const text = JSON.stringify({ cells: cells.map((pieces) => ({ cell_type: 'code', source: pieces })) }, undefined, 1);
      expect(flawAt('x.ipynb', text)).toBeUndefined();
    }),
    { numRuns: Math.min(mutationCount, 20_000) },
  );
});
