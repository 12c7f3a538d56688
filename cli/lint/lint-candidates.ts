import { setImmediate } from 'node:timers/promises';
import type { Candidate } from '../files/find-documents.ts';
import type { Output } from '../io.ts';
import { progressOn } from '../progress.ts';
import type { Judged, LintShare } from './lint-share.ts';

/** How candidates are linted in this thread, and in others. */
export interface CandidateRun {
  readonly lintShare: LintShare;
  /** Absent, or giving none, where this thread is to do all of it. */
  readonly startThreads: (() => LintThreads | undefined) | undefined;
  /** Where it is shown how far the run is. */
  readonly watched: Output | undefined;
}

export interface LintThreads {
  /** Shares that can be under way at a time. */
  readonly room: number;
  readonly lint: LintShare;
  readonly close: () => void;
}

/**
 * What becomes of the candidates, in their order. Where that takes long, threads take a share of them each time that they have done the
 * last. What a thread had when it ended is linted here, so that only what fails here as well is a failure of the run.
 */
export async function lintCandidates(candidates: readonly Candidate[], run: CandidateRun): Promise<readonly Judged[]> {
  const progress = progressOn(run.watched);
  const shares = sharesOf(candidates);
  const all = Array.from<Judged>({ length: candidates.length });
  let done = 0;
  const work: Work = async (lint, most) => {
    const { from, share } = shares.take(most);
    for (const [at, judged] of (await lint(share)).entries()) all[from + at] = judged;
    done += share.length;
    progress.at(done, candidates.length);
  };
  const started = performance.now();
  let threads: LintThreads | undefined;
  let beside: Promise<unknown> | undefined;
  try {
    while (shares.left() > 0) {
      await work(run.lintShare, threads === undefined ? largestShare : smallestShare);
      // So that the process hears of Ctrl-C, and of threads that want more.
      await setImmediate();
      if (threads !== undefined || !isWorthThreads(performance.now() - started, done, shares.left())) continue;
      threads = run.startThreads?.();
      beside = threads && inThreads(threads, shares, run.lintShare, work);
    }
    await beside;
    return all;
  } finally {
    threads?.close();
    progress.end();
  }
}

/** Takes a share of at most so many, and lints it. */
type Work = (lint: LintShare, most: number) => Promise<void>;

const largestShare = 32;
const smallestShare = 4;

interface Shares {
  readonly left: () => number;
  readonly take: (most: number) => { readonly from: number; readonly share: readonly Candidate[] };
}

/** Hands out candidates from the first to the last. */
function sharesOf(candidates: readonly Candidate[]): Shares {
  let next = 0;
  return {
    left: () => candidates.length - next,
    take: (most) => {
      const from = next;
      next = Math.min(from + most, candidates.length);
      return { from, share: candidates.slice(from, next) };
    },
  };
}

const worthAfter = 100;
const worthThreads = 500;

/** A thread needs a tenth of a second to start, and as long to be as fast as this one is by then. */
function isWorthThreads(milliseconds: number, done: number, left: number): boolean {
  return milliseconds > worthAfter && (milliseconds / done) * left > worthThreads;
}

/** Large shares first, and small ones towards the end, so that all are done at about the same time. */
function inThreads({ room, lint }: LintThreads, shares: Shares, lintHere: LintShare, work: Work): Promise<unknown> {
  const sizeOfShare = (): number => Math.max(smallestShare, Math.min(largestShare, Math.floor(shares.left() / (4 * room))));
  const all = Promise.all(
    Array.from({ length: room }, async () => {
      let isAlive = true;
      const lintThere: LintShare = (share) =>
        lint(share).catch(() => {
          isAlive = false;
          return lintHere(share);
        });
      while (isAlive && shares.left() > 0) await work(lintThere, sizeOfShare());
    }),
  );
  // It is heard of when it is waited for.
  all.catch(() => undefined);
  return all;
}
