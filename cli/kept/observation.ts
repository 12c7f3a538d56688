import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { baseName, folderOf, joinPath } from '../../shared/text/path.ts';
import { isAbsence } from '../files/is-absence.ts';
import { scriptNames } from '../files/script-names.ts';
import { nothingWalked, type WalkedFolders } from '../files/walked-folders.ts';
import { absent, neverTheSame, stampOfFile } from './stamp.ts';

/** How a path was looked at: its text, whether there is anything, the names in a folder, or which scripts of a folder name an engine. */
export type Look = 'text' | 'exists' | 'names' | 'scripts';

/** Something that was looked at, by `look:path`, and what it was like before that. */
export type Observation = readonly [key: string, stamp: string];

export function keyOf(look: Look, path: string): string {
  return `${look}:${path}`;
}

/** True if what was looked at is as it was. */
export function isUnchanged([key, stamp]: Observation, walked: Walked): boolean {
  return stamp !== neverTheSame && stampOf(key, walked) === stamp;
}

type Walked = Pick<WalkedFolders, 'names' | 'lacks'>;

/** What one would see now, in a few characters; the disk is not asked about what was seen on the way. */
export function stampOf(key: string, walked: Walked = nothingWalked): string {
  const at = key.indexOf(':');
  const [look, path] = [key.slice(0, at), key.slice(at + 1)];
  try {
    if (look === 'names' || look === 'scripts') return stampOfFolder(look, path, walked);
    if (walked.lacks(folderOf(path), baseName(path))) return absent;
    return look === 'text' ? stampOfFile(path) : existsSync(path) ? 'there' : absent;
  } catch (error) {
    return isAbsence(error) ? absent : neverTheSame;
  }
}

function stampOfFolder(look: 'names' | 'scripts', folder: string, walked: Walked): string {
  const names = [...(walked.names(folder) ?? readdirSync(folder))].sort();
  return look === 'names' ? shortened(names.join('/')) : stampOfScripts(folder, names);
}

function stampOfScripts(folder: string, names: readonly string[]): string {
  const stamps = scriptNames(names).map((name) => [name, stampOfFile(joinPath(folder, name))] as const);
  return stamps.some(([, stamp]) => stamp === neverTheSame) ? neverTheSame : shortened(stamps.flat().join('/'));
}

/** A text as long as its hash, or shorter. */
function shortened(text: string): string {
  return text.length < 44 ? text : createHash('sha256').update(text).digest('base64');
}
