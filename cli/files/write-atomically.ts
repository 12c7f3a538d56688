import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/**
 * Replaces the text of a file: a new file beside it, then a rename, so that a crash leaves the old text or the new one. Follows symbolic links, keeps
 * the mode. False if the file does not hold `before` any more, byte for byte (changed meanwhile, or not UTF-8).
 */
export function writeAtomically(path: string, before: string, after: string): boolean {
  const target = realpathSync(path);
  if (!readFileSync(target).equals(Buffer.from(before))) return false;
  const temporary = `${target}.${process.pid}.shardlint`;
  try {
    writeFileSync(temporary, after, { flag: 'wx', mode: statSync(target).mode & 0o777 });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return true;
}
