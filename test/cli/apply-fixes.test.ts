import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeAtomically } from '../../cli/files/write-atomically.ts';
import { applySafeFixes } from '../../cli/lint/apply-fixes.ts';
import type { Finding, Fix } from '../../shared/lint/finding.ts';
import { folderWith } from './run-cli.ts';

const script = '/a.sh';

function fix(safe: boolean, ...edits: readonly (readonly [start: number, end: number, newText: string, path?: string])[]): Fix {
  return {
    title: 'x',
    safe,
    preferred: false,
    edits: edits.map(([start, end, newText, file = script]) => ({ path: file, span: { start, end }, newText })),
  };
}

function finding(...fixes: readonly Fix[]): Finding {
  const none = {
    engine: undefined,
    engineVersion: undefined,
    model: undefined,
    tensorParallelSize: undefined,
    validTensorParallelSizes: undefined,
  };
  return {
    rule: 'option-removed',
    severity: 'error',
    confidence: 'high',
    message: '',
    path: script,
    span: { start: 0, end: 1 },
    related: [],
    fixes,
    ...none,
  };
}

describe('applySafeFixes', () => {
  test.each<[name: string, findings: readonly Finding[], text: string, fixed: number]>([
    ['safe ones', [finding(fix(true, [0, 1, 'A'])), finding(fix(true, [4, 5, 'E']))], 'AbcdEf', 2],
    ['never the others', [finding(fix(false, [0, 1, 'A']))], 'abcdef', 0],
    ['one a finding', [finding(fix(true, [0, 1, 'A']), fix(true, [4, 5, 'E']))], 'Abcdef', 1],
    ['the preferred one', [finding(fix(true, [0, 1, 'A']), { ...fix(true, [4, 5, 'E']), preferred: true })], 'abcdEf', 1],
    ['the first of two that meet', [finding(fix(true, [0, 2, 'X'])), finding(fix(true, [2, 3, 'Y']))], 'Xcdef', 1],
    ['a fix as a whole', [finding(fix(true, [0, 1, 'A'])), finding(fix(true, [0, 1, 'Z'], [4, 5, 'E']))], 'Abcdef', 1],
    ['not in other files', [finding(fix(true, [0, 1, 'A', '/other.json']))], 'abcdef', 0],
  ])('%s', (_name, findings, text, fixed) => {
    expect(applySafeFixes(script, 'abcdef', findings)).toEqual({ text, fixed });
  });
});

describe('writeAtomically', () => {
  test('replaces the text, keeps mode and link, leaves nothing behind', () => {
    const folder = folderWith({ 'real.sh': 'old' });
    const [real, link] = [path.join(folder, 'real.sh'), path.join(folder, 'link.sh')];
    chmodSync(real, 0o755);
    symlinkSync('real.sh', link);
    expect(writeAtomically(link, 'old', 'new')).toBe(true);
    expect([readFileSync(real, 'utf8'), statSync(real).mode & 0o777, lstatSync(link).isSymbolicLink()]).toEqual(['new', 0o755, true]);
    expect(readdirSync(folder).sort()).toEqual(['link.sh', 'real.sh']);
  });

  test('leaves a file alone that is not what was linted', () => {
    const folder = folderWith({ 'a.sh': 'changed', 'latin.sh': Buffer.from([0x23, 0xe9]) });
    expect(writeAtomically(path.join(folder, 'a.sh'), 'old', 'new')).toBe(false);
    const latin = path.join(folder, 'latin.sh');
    expect(writeAtomically(latin, readFileSync(latin, 'utf8'), 'new')).toBe(false);
    writeFileSync(path.join(folder, 'a.sh'), 'old');
    expect(writeAtomically(path.join(folder, 'a.sh'), 'old', 'new')).toBe(true);
  });
});
