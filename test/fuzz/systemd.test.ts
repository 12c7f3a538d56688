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
  '[Service]\n',
  '[Container]\n',
  'ExecStart=',
  'ExecStart=vllm serve m\n',
  'Environment=A=$A\n',
  'Environment="A=b" B=c\n',
  'EnvironmentFile=-.env\n',
  '${A}',
  '%i',
  'Exec=',
  'Image=vllm/vllm-openai:v0.11.0\n',
  '\\x20',
  'WorkingDirectory=~\n',
];

const texts = fixtureTexts('systemd');

test('a mutated document is read without a throw, with all places in the text', () => {
  tryMutations({ name: 'systemd', texts, tokens }, (text) => flawAt('vllm.service', text));
}, 600_000);

test.each(tokens)('5,000 times %j is read', (token) => {
  expect(flawAt('vllm.service', token.repeat(5000))).toBeUndefined();
});
