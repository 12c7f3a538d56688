import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../cli/files/find-documents.ts';
import { firstLook } from '../../cli/files/first-look.ts';
import { lookerAtCandidates } from '../../cli/files/look-at-candidates.ts';
import { folderWith } from './run-cli.ts';

const launch = 'vllm serve ./model -tp 3\n';

describe('the first look at a file', () => {
  test.each([
    ['a.sh', launch, launch],
    ['a.sh', 'VLLM=1 # über\n', 'VLLM=1 # über\n'],
    ['a.sh', '\ufeffvllm', '\ufeffvllm'],
    ['a.sh', 'python -m TensorRT_LLM.x', 'python -m TensorRT_LLM.x'],
    ['a.sh', 'echo v l l m\n', 'nothing'],
    ['a.sh', '', 'nothing'],
    ['start', `#!/usr/bin/env bash\n${launch}`, `#!/usr/bin/env bash\n${launch}`],
    ['start', launch, 'nothing'],
    ['program', Buffer.from('\u007fELF\0\0vllm'), 'nothing'],
    ['a.sh', Buffer.from(`${launch}\0`), 'binary'],
    ['a.sh', `${launch}${' '.repeat(1_000_000 - launch.length)}`, `${launch}${' '.repeat(1_000_000 - launch.length)}`],
    ['a.sh', `${launch}${' '.repeat(1_000_001 - launch.length)}`, 'large'],
    ['config.json', '{"name": "vllm"}', 'nothing'],
    ['config.json', '{"model_type": "llama"}', '{"model_type": "llama"}'],
    ['params.json', '{"dim": 1}', '{"dim": 1}'],
    ['values.yaml', 'tp: 3\n', 'tp: 3\n'],
  ])('%s', (name, content, expected) => {
    const look = firstLook(path.join(folderWith({ [name]: content }), name));
    expect(typeof look === 'object' ? look.text : look).toBe(expected);
  });

  test('what is not there, and what is no file', () => {
    const folder = folderWith({ 'a/b.sh': launch });
    expect([firstLook(path.join(folder, 'none.sh')), firstLook(path.join(folder, 'a'))]).toEqual(['unreadable', 'unreadable']);
  });

  test('of many files comes in their order', async () => {
    const files = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`${at}.sh`, at % 3 === 0 ? `${launch}# ${at}` : 'ls']));
    const folder = folderWith(files);
    const candidates = Object.keys(files).map((name): Candidate => ({ path: path.join(folder, name), shown: name }));
    const looked = await lookerAtCandidates()([...candidates, { path: path.join(folder, 'gone.sh'), shown: 'gone.sh' }]);
    const seen = looked.map(({ candidate, look }) => [candidate.shown, look]);
    const expected = Object.entries(files).map(([name, text]) => [name, text === 'ls' ? 'nothing' : { text, namesEngine: true }] as const);
    expect(seen).toEqual([...expected, ['gone.sh', 'unreadable']]);
  });
});
