import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Candidate } from '../../cli/files/find-documents.ts';
import { answerCandidates } from '../../cli/lint/answer-candidates.ts';
import { lintCandidates } from '../../cli/lint/lint-candidates.ts';
import type { LintShare } from '../../cli/lint/lint-share.ts';
import type { Threads, ThreadTask } from '../../cli/threads.ts';
import { folderWith, runCli } from './run-cli.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const candidates = Array.from({ length: 300 }, (_, at): Candidate => ({ path: `/w/${at}.sh`, shown: `${at}.sh` }));

/** Takes `milliseconds` for each candidate, and finds it unreadable. */
function slowly(milliseconds: number, seen: string[] = []): LintShare {
  return async (share) =>
    share.map(({ shown }) => {
      vi.advanceTimersByTime(milliseconds);
      seen.push(shown);
      return { outcome: shown.endsWith('7.sh') ? 'large' : 'binary', stamp: '', seen: [] };
    });
}

const expected = candidates.map(({ shown }) => ({ outcome: shown.endsWith('7.sh') ? 'large' : 'binary', stamp: '', seen: [] }));

describe('candidates', () => {
  test('of a run that takes long are shared with threads, and their outcomes come in order', async () => {
    const [here, there]: [string[], string[]] = [[], []];
    const close = vi.fn();
    const lint: LintShare = async (share) => {
      await new Promise((resolve) => setTimeout(resolve, share.length % 3));
      return slowly(0, there)(share);
    };
    const outcomes = await lintCandidates(candidates, {
      lintShare: slowly(10, here),
      startThreads: () => ({ room: 3, lint, close }),
      watched: undefined,
    });
    expect(outcomes).toEqual(expected);
    expect([here.length > 0, there.length > 0, new Set([...here, ...there]).size]).toEqual([true, true, candidates.length]);
    expect(close).toHaveBeenCalledOnce();
  });

  test('of a short run start no threads', async () => {
    const startThreads = vi.fn();
    expect(await lintCandidates(candidates, { lintShare: slowly(1), startThreads, watched: undefined })).toEqual(expected);
    expect(startThreads).not.toHaveBeenCalled();
  });

  test('that a thread had when it died are linted here', async () => {
    const close = vi.fn();
    const lint = vi.fn(() => Promise.reject(new Error('out of memory')));
    const run = { lintShare: slowly(10), startThreads: () => ({ room: 2, lint, close }), watched: undefined };
    expect(await lintCandidates(candidates, run)).toEqual(expected);
    expect([lint.mock.calls.length, close.mock.calls.length]).toEqual([2, 1]);
  });

  test('that fail here as well are a failure, and the threads are ended', async () => {
    const close = vi.fn();
    const lint = () => Promise.reject(new Error('out of memory'));
    const lintShare: LintShare = async (share) => {
      if (share.some(({ shown }) => shown === '200.sh')) throw new Error('cannot be read');
      return slowly(10)(share);
    };
    const run = lintCandidates(candidates, { lintShare, startThreads: () => ({ room: 2, lint, close }), watched: undefined });
    await expect(run).rejects.toThrow('cannot be read');
    expect(close).toHaveBeenCalledOnce();
  });

  test('are linted here where the machine gives no threads', async () => {
    expect(await lintCandidates(candidates, { lintShare: slowly(10), startThreads: () => undefined, watched: undefined })).toEqual(
      expected,
    );
  });
});

/** Real answers, in this thread; the first candidates seem to take long, so that threads are asked for. */
function threadsHere(tasks: ThreadTask[]): (task: ThreadTask) => Threads {
  return (task) => {
    tasks.push(task);
    if (task.name !== 'lint') throw new Error(task.name);
    const answer = answerCandidates(task, new Map());
    return { room: 2, answer: async (block) => Buffer.from(await answer(block)), close: () => undefined };
  };
}

const bad = {
  serve: 'vllm serve Qwen/Qwen2.5-7B-Instruct -tp 8\n',
  spelling: 'vllm serve Qwen/Qwen2.5-7B-Instruct --tensor-paralel-size 2\n',
};
const texts = Object.fromEntries(
  Array.from({ length: 200 }, (_, at) => [`part${at % 7}/${at}.sh`, at % 50 === 9 ? bad.spelling : at % 3 === 0 ? bad.serve : 'ls\n']),
);
const settings = JSON.stringify({
  suppress: [
    { paths: ['part1/**'], rule: 'attention-heads', reason: 'known' },
    { paths: ['part9/**'], rule: 'attention-heads', reason: 'nothing there' },
  ],
});

test.each([[[]], [['--quiet']], [['--format', 'json']], [['--engine-version', 'vllm=0.11', '--strict']]])(
  'a run with threads says what one without them says: %j',
  async (flags) => {
    const folder = folderWith({ ...texts, '.shardlint.json': settings });
    const alone = await runCli(folder, ['lint', ...flags]);
    const tasks: ThreadTask[] = [];
    const clock = vi.spyOn(performance, 'now');
    let now = 0;
    clock.mockImplementation(() => (now += 50));
    const shared = await runCli(folder, ['lint', ...flags], { startThreads: threadsHere(tasks) });
    expect(tasks).toEqual([
      { name: 'lint', argv: flags, folder: folder.split(path.sep).join('/'), wholeFolders: [folder], isWitnessed: false },
    ]);
    expect(shared).toEqual(alone);
    expect(alone.code).toBe(1);
  },
);

test('what threads found is kept with what it depends on', async () => {
  const [folder, kept] = [folderWith({ ...texts, '.shardlint.json': settings }), folderWith({})];
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 });
  const clock = vi.spyOn(performance, 'now');
  let now = 0;
  clock.mockImplementation(() => (now += 50));
  const keeping = { folder: kept, asker: 'this one', worthMilliseconds: 0 };
  const tasks: ThreadTask[] = [];
  const shared = await runCli(folder, ['lint'], { keeping, startThreads: threadsHere(tasks) });
  expect(tasks).toHaveLength(1);
  expect(await runCli(folder, ['lint'], { keeping })).toEqual(shared);
  writeFileSync(path.join(folder, 'part1', 'note.sh'), 'ls\n');
  expect(await runCli(folder, ['lint'], { keeping })).toEqual(shared);
  writeFileSync(path.join(folder, '.shardlint.json'), '{}');
  expect(await runCli(folder, ['lint'], { keeping })).toEqual(await runCli(folder, ['lint']));
});
