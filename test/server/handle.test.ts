import { expect, test } from 'vitest';
import { CancellationToken, CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { guard, handle, type Log } from '../../server/handle.ts';

function logged(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const write = (message: string): void => {
    lines.push(message);
  };
  return { log: { error: write, warn: write }, lines };
}

test('an exception is an answer and a line in the log, both with the method', async () => {
  const { log, lines } = logged();
  const fail = handle(log, 'textDocument/hover', () => {
    throw new Error('no such thing');
  });
  const answer = await fail({}, CancellationToken.None);
  expect(answer).toBeInstanceOf(ResponseError);
  expect(answer).toMatchObject({ message: 'textDocument/hover: no such thing' });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('textDocument/hover: Error: no such thing');
});

test('a rejection is as well', async () => {
  const { log } = logged();
  const fail = handle(log, 'textDocument/hover', () => Promise.reject('a word'));
  expect(await fail({}, CancellationToken.None)).toMatchObject({ message: 'textDocument/hover: a word' });
});

test('what is cancelled before it starts is not computed', async () => {
  const { log } = logged();
  const source = new CancellationTokenSource();
  source.cancel();
  let computed = false;
  const work = handle(log, 'textDocument/hover', () => {
    computed = true;
  });
  expect(await work({}, source.token)).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  expect(computed).toBe(false);
});

test('what is cancelled meanwhile is not sent', async () => {
  const { log } = logged();
  const source = new CancellationTokenSource();
  const work = handle(log, 'textDocument/hover', async () => {
    source.cancel();
    return 1;
  });
  expect(await work({}, source.token)).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
});

test('a notification that fails is a line in the log', async () => {
  const { log, lines } = logged();
  await guard(log, 'initialized', () => Promise.reject(new Error('no')));
  expect(lines[0]).toContain('initialized: Error: no');
});
