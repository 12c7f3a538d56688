import { readFile, stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { Candidate } from './find-documents.ts';
import { type FirstLook, firstLook, largestFile, lookAt } from './first-look.ts';

export interface Looked {
  readonly candidate: Candidate;
  readonly look: FirstLook;
}

const batchSize = 32;

/** Longer than this for one file, and it is worth more to have many under way than to save the threads' to and fro. */
const slowMilliseconds = 1;

/**
 * Looks at candidates in their order, a batch at a time, so that the process hears of Ctrl-C between them. A file that the machine
 * has in memory is read fastest one after the other; where the disk (or the network) takes its time, those of a batch are read at once.
 */
export async function* lookAtCandidates(candidates: readonly Candidate[]): AsyncGenerator<readonly Looked[]> {
  let isSlow = false;
  for (let at = 0; at < candidates.length; at += batchSize) {
    const batch = candidates.slice(at, at + batchSize);
    const started = performance.now();
    const looked = isSlow ? await Promise.all(batch.map(lookMeanwhile)) : batch.map(lookNow);
    isSlow = (performance.now() - started) / batch.length > slowMilliseconds;
    yield looked;
    await setImmediate();
  }
}

function lookNow(candidate: Candidate): Looked {
  return { candidate, look: firstLook(candidate.path) };
}

/** A file that is too large, or none at all, is left to `firstLook`. */
async function lookMeanwhile(candidate: Candidate): Promise<Looked> {
  const { path } = candidate;
  try {
    const found = await stat(path);
    const isPlain = found.isFile() && found.size <= largestFile;
    return { candidate, look: isPlain ? lookAt(await readFile(path), path) : firstLook(path) };
  } catch {
    return { candidate, look: 'unreadable' };
  }
}
