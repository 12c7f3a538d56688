import { expect, test } from 'vitest';
import { readShell } from '../../../../shared/documents/shell/read-shell.ts';

test.each([
  ['wsl vllm serve m', 'vllm serve m'],
  ['wsl -d Ubuntu -u me -- vllm serve m', 'vllm serve m'],
  ['wsl ~ --cd /srv --exec vllm serve m', 'vllm serve m'],
  ['wsl -d Ubuntu bash -lc "vllm serve m"', 'vllm serve m'],
  ['wsl --list', 'wsl --list'],
])('%s', (text, command) => {
  expect(
    readShell(text)
      .commands[0]?.words.map((word) => word.text)
      .join(' '),
  ).toBe(command);
});
