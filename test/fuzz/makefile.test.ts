import { expect, test } from 'vitest';
import { fixtureTexts, flawAt } from './flaw-at-path.ts';
import { tryMutations } from './mutated-texts.ts';

const tokens = [
  '\n',
  '\r\n',
  ' ',
  '\t',
  '\\\n',
  '"',
  "'",
  '#',
  '$',
  '; ',
  '&& ',
  'vllm serve m -tp 3\n',
  '$(',
  '$(TP)',
  ')',
  '$$',
  'A := $(A)\n',
  'A += b\n',
  'A ?= $(B)\n',
  'a b: c\n',
  'a: A = b\n',
  '\t',
  '\tvllm $(A)\n',
  '\t@-',
  'define a\n',
  'endef\n',
  'ifndef A\n',
  'endif\n',
  'include .env\n',
  'export\n',
  'export A = vllm\n',
  '.ONESHELL:\n',
];

const texts = fixtureTexts('makefile');

test('a mutated document is read without a throw, with all places in the text', () => {
  tryMutations({ name: 'makefile', texts, tokens }, (text) => flawAt('Makefile', text));
}, 600_000);

test.each(tokens)('5,000 times %j is read', (token) => {
  expect(flawAt('Makefile', token.repeat(5000))).toBeUndefined();
});
