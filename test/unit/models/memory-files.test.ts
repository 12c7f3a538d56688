import { expect, test } from 'vitest';
import { memoryFiles, overlayFiles } from '../../../shared/models/memory-files.ts';

const files = memoryFiles({ '/a/b/c.json': 'c', '/a/d.json': '', 'e/f.json': 'f', './g.json': 'g' });

test.each([
  ['/a/b/c.json', 'c'],
  ['/a/x/../b/c.json', 'c'],
  ['/a/d.json', ''],
  ['./e/f.json', 'f'],
  ['g.json', 'g'],
  ['/a/b', undefined],
  ['toString', undefined],
])('reads %s', (path, text) => {
  expect(files.read(path)).toBe(text);
  expect(files.exists(path)).toBe(text !== undefined || path === '/a/b');
});

test.each([
  ['/', ['a']],
  ['/a/', ['b', 'd.json']],
  ['/a/b', ['c.json']],
  ['.', ['e', 'g.json']],
  ['e', ['f.json']],
  ['/a/d.json', undefined],
  ['/x', undefined],
])('lists %s', (path, names) => {
  expect(files.list(path)).toEqual(names);
});

test('an overlay reads the upper text, also an empty one, and lists both', () => {
  const both = overlayFiles(memoryFiles({ '/a/d.json': 'edited', '/a/new.json': '', '/a/b/c.json': '' }), files);
  expect([both.read('/a/d.json'), both.read('/a/b/c.json'), both.read('/a/new.json'), both.read('e/f.json')]).toEqual([
    'edited',
    '',
    '',
    'f',
  ]);
  expect(both.list('/a')).toEqual(['b', 'd.json', 'new.json']);
  expect([both.list('e'), both.list('/x'), both.exists('/a/new.json'), both.exists('/x')]).toEqual([['f.json'], undefined, true, false]);
});
