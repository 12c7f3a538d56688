import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { progressOn } from '../../cli/progress.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

function watched() {
  const lines: (string | undefined)[] = [];
  const status = (text: string | undefined): void => void lines.push(text);
  return { lines, progress: progressOn({ write: () => undefined, colours: false, columns: 80, status }) };
}

test('a long run says how far it is, now and then, and nothing in the end', () => {
  const { lines, progress } = watched();
  for (let done = 1; done <= 50; done++) {
    vi.advanceTimersByTime(20);
    progress.at(done, 50);
  }
  progress.end();
  expect(lines.slice(0, 2)).toEqual(['15 of 50 files', '20 of 50 files']);
  expect(lines.at(-1)).toBeUndefined();
});

test('a short run says nothing', () => {
  const { lines, progress } = watched();
  progress.at(1, 2);
  progress.at(2, 2);
  progress.end();
  expect(lines).toEqual([undefined]);
});

test('nothing is said where nobody watches', () => {
  const progress = progressOn({ write: () => undefined, colours: false, columns: undefined });
  progress.at(1, 2);
  progress.end();
});
