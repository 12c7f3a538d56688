import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixtureTexts, flawAt } from './flaw-at-path.ts';
import { mutationCount, tryMutations } from './mutated-texts.ts';

const tokens = [
  '.. ',
  '.. code-block:: bash\n\n',
  '::',
  '::\n\n',
  ':caption: a.sh',
  '.. prompt:: bash $',
  '.. highlight:: sh',
  '.. tab:: x\n',
  '   ',
  '\t',
  '- ',
  '1. ',
  '#. ',
  '|version|',
  '..\n',
  '.. _a:',
  '.. [1] ',
  '$ ',
  '> ',
  '# ',
  '\r\n',
  '\n\n',
  '\uE0FF',
  'vllm serve m -tp 3',
];

test('a mutated document is read without a throw, with all places in the text', () => {
  tryMutations({ name: 'restructuredtext', texts: fixtureTexts('restructuredtext'), tokens }, (text) => flawAt('x.rst', text));
}, 600_000);

test('any text is read without a throw', () => {
  const piece = fc.oneof(fc.constantFrom(...tokens), fc.string({ maxLength: 8 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(flawAt('x.rst', pieces.join(''))).toBeUndefined();
    }),
    { numRuns: Math.min(mutationCount, 20_000) },
  );
});

test.each(['::\n\n x\n', '.. code::\n', '..\n ', ' ', '- ', '1. ', '.. a\n', ':a:\n', '::\n\n'])('5,000 times %s is read', (open) => {
  const text = open.repeat(5000);
  const started = performance.now();
  expect(flawAt('x.rst', text)).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(2000);
});
