import { lstatSync } from 'node:fs';

/** True for a folder into which nobody else can write: what another user put there would be believed. Throws where there is none. */
export function isOwnFolder(folder: string): boolean {
  const found = lstatSync(folder);
  const user = process.getuid?.();
  return found.isDirectory() && (user === undefined || (found.uid === user && (found.mode & writableByOthers) === 0));
}

const writableByOthers = 0o022;
