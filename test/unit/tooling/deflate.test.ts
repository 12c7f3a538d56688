import { readFileSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { deflate } from '../../../scripts/deflate/deflate.mjs';

const source = readFileSync(new URL('../../../ARCHITECTURE.md', import.meta.url));

test.each([
  ['nothing', Buffer.from('')],
  ['one byte', Buffer.from('a')],
  ['two bytes', Buffer.from('aa')],
  ['one byte many times', Buffer.alloc(100_000, 'a')],
  ['every byte once', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
  ['bytes without order', Buffer.from(Array.from({ length: 40_000 }, (_, at) => Math.imul(at, 2_654_435_761) >>> 24))],
  ['a repetition from as far as can be', Buffer.concat([source.subarray(0, 64), Buffer.alloc(32_704), source.subarray(0, 64)])],
  ['text', source],
])('%s unpacks to the same', (_, bytes) => {
  expect(inflateRawSync(deflate(bytes)).equals(bytes)).toBe(true);
});

test('text gets smaller than by zlib', () => {
  expect(deflate(source).length).toBeLessThan(deflateRawSync(source, { level: 9 }).length * 0.98);
});
