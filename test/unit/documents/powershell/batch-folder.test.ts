import { expect, test } from 'vitest';
import { readBatch } from '../../../../shared/documents/batch/read-batch.ts';

test('a folder that a batch file goes to has slashes, in its pieces as well', () => {
  const { commands } = readBatch('cd /d "D:\\models\\qwen"\nvllm serve . -tp 2\n');
  const folder = commands[0]?.workingFolder;
  expect(folder?.text).toBe('D:/models/qwen');
  expect(folder?.pieces.map(({ text }) => text).join('')).toBe('D:/models/qwen');
});
