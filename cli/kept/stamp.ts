import { type Stats, statSync } from 'node:fs';

/** The stamp of what cannot be told apart from what comes after it: the same as no other, itself included. */
export const neverTheSame = '?';

/** What is not there. */
export const absent = '-';

/** What is at the path now, in a few characters: another text, size or file has another stamp, and so has what is not there. */
export function stampOfFile(path: string): string {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found === undefined ? absent : stampOfStats(found);
  } catch {
    return neverTheSame;
  }
}

/**
 * The time of the status changes with every change of a file, and programs cannot set it back, where a disk has such a time. One of whole seconds is
 * that of an image or of a disk whose clock is too coarse to see every change.
 */
export function stampOfStats({ size, mtimeMs, ctimeMs, ino, dev }: Stats): string {
  const isCoarse = ctimeMs % 1000 === 0;
  return isCoarse || isRecent(Math.max(mtimeMs, ctimeMs)) ? neverTheSame : `${size} ${mtimeMs} ${ctimeMs} ${ino} ${dev}`;
}

const tickMilliseconds = 100;

/** Two changes within one tick of the disk's clock have the same time. */
function isRecent(milliseconds: number): boolean {
  return Date.now() - milliseconds < tickMilliseconds;
}
