import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { diskFiles } from '../../cli/files/disk-files.ts';
import { findDocuments } from '../../cli/files/find-documents.ts';
import { folderWith } from './run-cli.ts';

function found(folder: string, given: readonly string[]) {
  const { candidates, missing } = findDocuments(given, folder, diskFiles(), (name) => name.endsWith('.sh'));
  return { shown: candidates.map(({ shown }) => shown), missing };
}

describe('findDocuments', () => {
  test('folders, files and what is not there, each once, in order', () => {
    const folder = folderWith({ 'b.sh': '', 'a/z.sh': '', 'a/y.sh': '', 'a/notes.md': '' });
    expect(found(folder, ['.'])).toEqual({ shown: ['a/y.sh', 'a/z.sh', 'b.sh'], missing: [] });
    expect(found(folder, ['b.sh', 'a/', './a', 'none', 'b.sh'])).toEqual({ shown: ['b.sh', 'a/y.sh', 'a/z.sh'], missing: ['none'] });
    expect(found(path.join(folder, 'a'), ['../b.sh', '..']).shown).toEqual(['../b.sh', '../a/y.sh', '../a/z.sh']);
  });

  test('.gitignore: nested, negated, and from above up to the repository', () => {
    const folder = folderWith({
      '.git/HEAD': '',
      '.gitignore': 'out/\n*.tmp.sh\n/top.sh\n',
      'top.sh': '',
      'deploy/top.sh': '',
      'deploy/x.tmp.sh': '',
      'deploy/out/a.sh': '',
      'deploy/keep/.gitignore': '!*.tmp.sh\nlocal.sh\n',
      'deploy/keep/y.tmp.sh': '',
      'deploy/keep/local.sh': '',
    });
    expect(found(folder, ['.']).shown).toEqual(['deploy/keep/y.tmp.sh', 'deploy/top.sh']);
    expect(found(folder, ['deploy']).shown).toEqual(['deploy/keep/y.tmp.sh', 'deploy/top.sh']);
    expect(found(folder, ['deploy/out', 'top.sh']).shown).toEqual(['deploy/out/a.sh', 'top.sh']);
  });

  test('.gitignore above a folder that is no repository says nothing', () => {
    const folder = folderWith({ '.gitignore': '*.sh\n', 'a/b.sh': '' });
    expect(found(folder, ['a']).shown).toEqual(['a/b.sh']);
  });

  test('symbolic links: followed, loops and second ways in left out', () => {
    const folder = folderWith({ 'real/a.sh': '', 'elsewhere/b.sh': '' });
    symlinkSync('..', path.join(folder, 'real', 'loop'));
    symlinkSync(path.join(folder, 'elsewhere'), path.join(folder, 'real', 'link'));
    symlinkSync('nowhere', path.join(folder, 'real', 'broken.sh'));
    symlinkSync('a.sh', path.join(folder, 'real', 'same.sh'));
    expect(found(folder, ['real']).shown).toEqual(['real/a.sh', 'real/link/b.sh', 'real/same.sh']);
  });

  test('node_modules and .git are never entered', () => {
    const folder = folderWith({ 'node_modules/x/a.sh': '', '.git/hooks/b.sh': '', '.github/c.sh': '' });
    mkdirSync(path.join(folder, 'empty'));
    expect(found(folder, ['.']).shown).toEqual(['.github/c.sh']);
  });
});
