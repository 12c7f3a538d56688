import { expect, test } from 'vitest';
import { hubCachesAmong, placesOutside } from '../../../shared/models/moved-folders.ts';

const folders = [
  { inside: '/models', outside: '/srv/models' },
  { inside: '/models/big/', outside: '/disk' },
  { inside: 's3://bucket', outside: '/mirror' },
];

test.each<[string, readonly string[]]>([
  ['/models', ['/srv/models']],
  ['/models/llama', ['/srv/models/llama']],
  ['/models/big/llama', ['/disk/llama', '/srv/models/big/llama']],
  ['/models-2/llama', []],
  ['s3://bucket/llama', ['/mirror/llama']],
  ['models/llama', []],
])('%s lies at %j', (path, places) => {
  expect(placesOutside(path, folders)).toEqual(places);
});

test('a mounted cache of the hub is one', () => {
  const caches = ['/root/.cache/huggingface', '/home/a/.cache/huggingface/hub', '/root/.cache/', '/models'];
  expect(hubCachesAmong(caches.map((inside) => ({ inside, outside: '/o' })))).toEqual(['/o/hub', '/o', '/o/huggingface/hub']);
});
