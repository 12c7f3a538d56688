import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixtureTexts, flawAt } from './flaw-at-path.ts';
import { mutationCount, tryMutations } from './mutated-texts.ts';

const tokens = [
  '```',
  '```bash\n',
  '~~~',
  '> ',
  '- ',
  '1. ',
  '    ',
  '\t',
  '<!--',
  '-->',
  '<pre>',
  '</pre>',
  '<code>',
  '&lt;',
  '&#x',
  '`',
  '---\n',
  ':::',
  '{code-block} bash',
  '````{note}\n',
  '{eval-rst}',
  '=== "x"',
  '$ ',
  '# ',
  '<model>',
  '{{',
  '}}',
  '...',
  '\r\n',
  '\n\n',
  '\uE0F1',
  '\uE0FF',
  'vllm serve m -tp 3',
  'title="a.sh"',
];

test('a mutated document is read without a throw, with all places in the text', () => {
  tryMutations({ name: 'markdown', texts: fixtureTexts('markdown'), tokens }, (text) => flawAt('x.md', text));
}, 600_000);

test('any text is read without a throw', () => {
  const piece = fc.oneof(fc.constantFrom(...tokens), fc.string({ maxLength: 8 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(flawAt('x.md', pieces.join(''))).toBeUndefined();
    }),
    { numRuns: Math.min(mutationCount, 20_000) },
  );
});

test.each(['> ', '- ', '```\n', '```{note}\n', '<!--', '<pre>', '`', '&lt;', '    x\n\n', '{/*', '<a ', '{{', '<a', '|a|', '$ a\n'])(
  '5,000 times %s is read',
  (open) => {
    const text = open.repeat(5000);
    const started = performance.now();
    expect(flawAt('x.md', text)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(2000);
  },
);
