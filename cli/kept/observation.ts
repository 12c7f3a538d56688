import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { joinPath } from '../../shared/text/path.ts';
import { scriptNames } from '../files/script-names.ts';
import { absent, neverTheSame, stampOfFile } from './stamp.ts';

/** How a path was looked at: its text, whether there is anything, the names in a folder, or which scripts of a folder name an engine. */
export type Look = 'text' | 'exists' | 'names' | 'scripts';

/** Something that was looked at, by `look:path`, and what it was like before that. */
export type Observation = readonly [key: string, stamp: string];

export function keyOf(look: Look, path: string): string {
  return `${look}:${path}`;
}

/** True if what was looked at is as it was. */
export function isUnchanged([key, stamp]: Observation): boolean {
  return stamp !== neverTheSame && stampOf(key) === stamp;
}

/** What one would see now, in a few characters. */
export function stampOf(key: string): string {
  const at = key.indexOf(':');
  const [look, path] = [key.slice(0, at), key.slice(at + 1)];
  try {
    if (look === 'text') return stampOfFile(path);
    if (look === 'exists') return existsSync(path) ? 'there' : absent;
    const names = readdirSync(path).sort();
    return look === 'names' ? shortened(names.join('/')) : stampOfScripts(path, names);
  } catch (error) {
    return isAbsence(error) ? absent : neverTheSame;
  }
}

function stampOfScripts(folder: string, names: readonly string[]): string {
  const stamps = scriptNames(names).map((name) => [name, stampOfFile(joinPath(folder, name))] as const);
  return stamps.some(([, stamp]) => stamp === neverTheSame) ? neverTheSame : shortened(stamps.flat().join('/'));
}

/** A text as long as its hash, or shorter. */
function shortened(text: string): string {
  return text.length < 44 ? text : createHash('sha256').update(text).digest('base64');
}

/** True where there is nothing at a path. Other failures may pass: too many open files, a lock, a network. */
export function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
