import { expect, test } from 'vitest';
import { flawAt } from './flaw-at-path.ts';
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
  'web: ',
  'worker-1: ',
  'a: vllm $A\n',
  'env A=b ',
  'bash -c "',
  '$(',
  ')',
];

const texts = [
  '# of one service\nweb: vllm serve m --tensor-parallel-size ${TP:-3} --port $PORT\nworker: ./work --queue a\n',
  'release: ./migrate && echo done # once\nweb: env TP=3 bash -c "exec vllm serve m -tp $TP"\n',
];

test('a mutated document is read without a throw, with all places in the text', () => {
  tryMutations({ name: 'procfile', texts, tokens }, (text) => flawAt('Procfile', text));
}, 600_000);

test.each(tokens)('5,000 times %j is read', (token) => {
  expect(flawAt('Procfile', token.repeat(5000))).toBeUndefined();
});
