import { lstatSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Enough for folders that are linted by turns. */
const mostRuns = 32;
const mostBytes = 200_000_000;

/** As long as no run takes to write. */
const oldMilliseconds = 3_600_000;

const ownName = /^[0-9a-f]{32}\.json$/;
const unfinishedName = /^[0-9a-f]{32}\.json\..+$/;

/** Removes runs that were not read for the longest time, and what a run left that was ended while it wrote. */
export function removeOld(folder: string): void {
  const names = readdirSync(folder);
  const entriesOf = (pattern: RegExp) => names.filter((name) => pattern.test(name)).map((name) => entryOf(path.join(folder, name)));
  const runs = entriesOf(ownName).sort((one, other) => other.used - one.used);
  let bytes = 0;
  const isOver = ({ size }: Entry, at: number): boolean => {
    bytes += size;
    return at >= mostRuns || bytes > mostBytes;
  };
  const unfinished = entriesOf(unfinishedName).filter(({ used }) => Date.now() - used > oldMilliseconds);
  for (const { file } of [...runs.filter(isOver), ...unfinished]) rmSync(file, { force: true });
}

interface Entry {
  readonly file: string;
  readonly size: number;
  readonly used: number;
}

function entryOf(file: string): Entry {
  const { size, mtimeMs } = lstatSync(file);
  return { file, size, used: mtimeMs };
}
