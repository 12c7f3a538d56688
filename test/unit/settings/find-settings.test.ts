import { describe, expect, test } from 'vitest';
import { memoryFiles } from '../../../shared/models/memory-files.ts';
import { findSettings } from '../../../shared/settings/find-settings.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';

const files = memoryFiles({
  '/a/.shardlint.json': '{"hardware": {"gpu": "A100"}}',
  '/a/b/c/.shardlint.json': '{"hardware": {"count": 4}, "oops": 1}',
  'relative/.shardlint.json': '{"hardware": {"gpu": "L4"}}',
});

describe('findSettings', () => {
  test.each([
    ['/a/serve.sh', '/a/.shardlint.json', { gpu: 'A100', count: undefined }],
    ['/a/b/serve.sh', '/a/.shardlint.json', { gpu: 'A100', count: undefined }],
    ['/a/b/c/d/serve.sh', '/a/b/c/.shardlint.json', { gpu: undefined, count: 4 }],
    ['/other/serve.sh', undefined, { gpu: undefined, count: undefined }],
    ['relative/deeper/serve.sh', 'relative/.shardlint.json', { gpu: 'L4', count: undefined }],
  ])('%s is ruled by %s', (document, path, hardware) => {
    const { settings } = findSettings(document, files, defaultSettings);
    expect([settings.path, settings.hardware]).toEqual([path, hardware]);
  });

  test('findings of the file come along, every time', () => {
    for (let time = 0; time < 2; time++) {
      expect(findSettings('/a/b/c/serve.sh', files, defaultSettings).findings.map(({ path, rule }) => [path, rule])).toEqual([
        ['/a/b/c/.shardlint.json', 'settings'],
      ]);
    }
  });
});
