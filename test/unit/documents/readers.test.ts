import { expect, test } from 'vitest';
import { nothingAround } from '../../../shared/documents/document.ts';
import { readerOf } from '../../../shared/documents/readers.ts';

test.each([
  ['run.sh', undefined, true],
  ['a/b.bash', undefined, true],
  ['x.zsh', undefined, true],
  ['x.ksh', undefined, true],
  ['launch', 'shellscript', true],
  ['launch', 'bash', true],
  ['launch', undefined, false],
  ['config.json', 'json', false],
  ['a.sh.txt', 'plaintext', false],
])('%s as %s is read as a shell script: %s', (path, languageId, accepted) => {
  expect(readerOf(path, languageId)?.kind === 'shell').toBe(accepted);
});

test('a comment line of a script is a comment that the reader gives back', () => {
  const reader = readerOf('run.sh');
  const line = reader?.commentLine?.('shardlint-disable-next-line tp-heads');
  expect(reader?.read(`${line}\nx`, nothingAround).comments.map((comment) => comment.text)).toEqual([
    ' shardlint-disable-next-line tp-heads',
  ]);
});
