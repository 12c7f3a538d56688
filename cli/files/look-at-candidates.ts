import { readFile, stat } from 'node:fs/promises';
import { neverTheSame, stampOfStats } from '../kept/stamp.ts';
import type { Candidate } from './find-documents.ts';
import { type FirstLook, firstLook, largestFile, lookAt } from './first-look.ts';

export interface Looked {
  readonly candidate: Candidate;
  readonly look: FirstLook;
  /** What the file was like before it was looked at. */
  readonly stamp: string;
}

/** Longer than this for one file, and it is worth more to have many under way than to save the threads' to and fro. */
const slowMilliseconds = 1;

/**
 * Looks at candidates, a few at a time, in their order. A file that the machine has in memory is read fastest one after the other; where
 * the disk (or the network) takes its time, those that are asked for together are read at once.
 */
export function lookerAtCandidates(): (candidates: readonly Candidate[]) => Promise<readonly Looked[]> {
  let isSlow = false;
  return async (candidates) => {
    const started = performance.now();
    const looked = isSlow ? await Promise.all(candidates.map(lookMeanwhile)) : candidates.map(lookNow);
    isSlow = (performance.now() - started) / candidates.length > slowMilliseconds;
    return looked;
  };
}

function lookNow(candidate: Candidate): Looked {
  let stamp = neverTheSame;
  const look = firstLook(candidate.path, (stats) => {
    stamp = stampOfStats(stats);
  });
  return { candidate, look, stamp: look === 'unreadable' ? neverTheSame : stamp };
}

/** A file that is too large, or none at all, is left to `firstLook`. */
async function lookMeanwhile(candidate: Candidate): Promise<Looked> {
  const { path } = candidate;
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > largestFile) return lookNow(candidate);
    return { candidate, look: lookAt(await readFile(path), path), stamp: stampOfStats(found) };
  } catch {
    return { candidate, look: 'unreadable', stamp: neverTheSame };
  }
}
