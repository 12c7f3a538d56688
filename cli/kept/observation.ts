import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { joinPath } from '../../shared/text/path.ts';
import { scriptNames } from '../files/script-names.ts';

/** How a path was looked at: its text, whether there is anything, the names in a folder, or which scripts of a folder name an engine. */
export type Look = 'text' | 'exists' | 'names' | 'scripts';

/** Something that was looked at, by `look:path`, and what it was like before that. */
export type Observation = readonly [key: string, stamp: string];

/** The stamp of what cannot be told apart from what comes after it: the same as no other, itself included. */
export const neverTheSame = '?';

export function keyOf(look: Look, path: string): string {
  return `${look}:${path}`;
}

/** True if what was looked at is as it was. */
export function isUnchanged([key, stamp]: Observation): boolean {
  return stamp !== neverTheSame && stampOf(key) === stamp;
}

/** What is at the path now, in a few characters: another text, size or file has another stamp, and so has what is not there. */
export function stampOf(key: string): string {
  const at = key.indexOf(':');
  const path = key.slice(at + 1);
  const look = key.slice(0, at);
  if (look === 'text') return stampOfFile(path);
  if (look === 'exists') return statOf(path) === undefined ? absent : 'there';
  const names = namesIn(path);
  if (names === undefined) return absent;
  return look === 'names' ? shortened(names.join('/')) : stampOfScripts(path, names);
}

const absent = '-';

/** Every change of a file changes the time of its status, which nobody can set back. */
function stampOfFile(path: string): string {
  const found = statOf(path);
  if (found === undefined) return absent;
  const { size, mtimeMs, ctimeMs, ino } = found;
  return isRecent(ctimeMs) ? neverTheSame : `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

const fineMilliseconds = 100;
const coarseMilliseconds = 2500;

/** Two changes within one tick of the disk's clock have the same time; some clocks tick every other second. */
function isRecent(milliseconds: number): boolean {
  return Date.now() - milliseconds < (milliseconds % 1000 === 0 ? coarseMilliseconds : fineMilliseconds);
}

function stampOfScripts(folder: string, names: readonly string[]): string {
  const stamps = scriptNames(names).map((name) => [name, stampOfFile(joinPath(folder, name))] as const);
  return stamps.some(([, stamp]) => stamp === neverTheSame) ? neverTheSame : shortened(stamps.flat().join('/'));
}

function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder).sort();
  } catch {
    return undefined;
  }
}

/** A text as long as its hash, or shorter. */
function shortened(text: string): string {
  return text.length < 44 ? text : createHash('sha256').update(text).digest('base64');
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
