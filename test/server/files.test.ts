import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { diskFiles } from '../../server/disk-files.ts';
import { pathOfUri, uriOfPath } from '../../server/document-path.ts';
import { foldersHolding, foldersUpTo } from '../../server/folder-tree.ts';
import { scriptsOnDisk } from '../../server/scripts-around.ts';
import { isWatched } from '../../server/watched-files.ts';
import type { Files } from '../../shared/models/files.ts';
import { memoryFiles } from '../../shared/models/memory-files.ts';

let folder = '';
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'shardlint-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file is read again once it has changed', () => {
  const files = diskFiles();
  expect(files.read(at('a'))).toBeUndefined();
  expect(files.stamp(at('a'))).toBe('absent');
  writeFileSync(at('a'), 'one');
  expect(files.read(at('a'))).toBe('one');
  const stamp = files.stamp(at('a'));
  writeFileSync(at('a'), 'two');
  utimesSync(at('a'), 1, 1);
  expect(files.read(at('a'))).toBe('two');
  expect(files.stamp(at('a'))).not.toBe(stamp);
  rmSync(at('a'));
  expect(files.read(at('a'))).toBeUndefined();
});

test('a folder is no text, and a text no folder', () => {
  const files = diskFiles();
  mkdirSync(at('b'));
  writeFileSync(at('b/2'), '');
  writeFileSync(at('b/1'), '');
  expect(files.read(at('b'))).toBeUndefined();
  expect(files.list(at('b'))).toEqual(['1', '2']);
  expect(files.list(at('b/1'))).toBeUndefined();
  expect(files.exists(at('b/1'))).toBe(true);
});

test('what is larger than 10 MB, dangles, or is no path at all is not read', () => {
  const files = diskFiles();
  writeFileSync(at('large'), '');
  truncateSync(at('large'), 10 * 1024 * 1024 + 1);
  symlinkSync(at('nothing'), at('link'));
  expect(files.read(at('large'))).toBeUndefined();
  expect(files.read(at('link'))).toBeUndefined();
  expect(files.read('a\0b')).toBeUndefined();
});

const text = 'vllm serve ./m\n';

test('scripts are looked for in the model’s folder and above it, up to the workspace folder, and nowhere else', () => {
  const files = memoryFiles({
    '/w/models/m/config.json': '{}',
    '/w/models/m/own.sh': text,
    '/w/models/beside.bash': text,
    '/w/top.sh': text,
    '/w/other/elsewhere.sh': text,
    '/w/models/m/deep/below.sh': text,
    '/above.sh': text,
    '/w/notes.txt': text,
  });
  const found = scriptsOnDisk('/w/models/m/config.json', ['/w'], files, () => true).map((source) => source.path);
  expect(found).toEqual(['/w/models/m/own.sh', '/w/models/beside.bash', '/w/top.sh']);
});

test('outside of every workspace folder, the model’s folder and the one above are looked at', () => {
  const files = memoryFiles({ '/a/b/m/own.sh': text, '/a/b/beside.sh': text, '/a/above.sh': text });
  const found = scriptsOnDisk('/a/b/m/config.json', ['/w'], files, () => true).map((source) => source.path);
  expect(found).toEqual(['/a/b/m/own.sh', '/a/b/beside.sh']);
});

test('a folder with thousands of scripts is read in part', () => {
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`/w/${index}.sh`, text]));
  expect(scriptsOnDisk('/w/config.json', ['/w'], memoryFiles(many), () => true).length).toBe(200);
});

test('what names no engine is not read, and does not crowd out what does', () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`/w/${index}.sh`, 'ls\n']));
  const files = memoryFiles({ ...many, '/w/serve.sh': text });
  const read: string[] = [];
  const noting: Files = {
    ...files,
    read: (path) => {
      read.push(path);
      return files.read(path);
    },
  };
  const mayLaunch = (path: string): boolean => files.read(path)?.includes('vllm') === true;
  expect(scriptsOnDisk('/w/config.json', ['/w'], noting, mayLaunch).map(({ path }) => path)).toEqual(['/w/serve.sh']);
  expect(read).toEqual(['/w/serve.sh']);
});

test.each([
  ['/w/config.json', true],
  ['/w/a.b/values.yml', true],
  ['/w/Dockerfile.gpu', true],
  ['/w/models/llama', true],
  ['/w/.env', true],
  ['/w/models/Qwen2.5', false],
  ['/w/notes.txt', false],
  ['/w/my-config.json', false],
])('%s is watched: %s', (path, watched) => {
  expect(isWatched(path)).toBe(watched);
});

test('folders up to a top', () => {
  expect(foldersUpTo('/w/a/b/config.json', '/w')).toEqual(['/w/a/b', '/w/a', '/w']);
  expect(foldersUpTo('/config.json', '/')).toEqual(['/']);
  expect(foldersUpTo('/x/config.json', '/w')).toEqual([]);
});

test('of nested workspace folders the nearest comes first, and a name that only starts alike is another', () => {
  expect(foldersHolding('/w/a/serve.sh', ['/w', '/w/a', '/w/ab'])).toEqual(['/w/a', '/w']);
  expect(foldersHolding('/wide/serve.sh', ['/w'])).toEqual([]);
});

test.each([
  ['file:///w/a%20b/serve.sh', '/w/a b/serve.sh'],
  ['file:///c%3A/models/serve.sh', 'c:/models/serve.sh'],
  ['file:///C:/models/serve.sh', 'c:/models/serve.sh'],
  ['untitled:Untitled-1', '/w/Untitled-1'],
  ['git:/w/serve.sh?ref', '/w/serve.sh'],
])('%s is %s', (uri, expected) => {
  expect(pathOfUri(uri, '/w')).toBe(expected);
});

test('a path becomes the URI that VS Code writes', () => {
  expect(uriOfPath('/w/a b/serve.sh')).toBe('file:///w/a%20b/serve.sh');
});
