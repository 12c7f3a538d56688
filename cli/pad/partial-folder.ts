import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Refusal } from '../../shared/checkpoint/refusal.ts';
import { t } from '../../shared/text/localize.ts';
import type { PadPlan } from './plan-pad.ts';

/** Says in an unfinished folder what it is going to be, so that nothing else is continued in it. */
export const journalName = '.shardlint-pad.json';

/** Where the new checkpoint grows, beside the folder that it becomes. */
export interface PartialFolder {
  readonly path: string;
  readonly out: string;
}

/** Makes the folder, or takes up an unfinished one. Throws Refusal where something else stands in the way. */
export function openPartial(out: string, plan: PadPlan, resumes: boolean): PartialFolder {
  const path = partialOf(out);
  refuseOut(out, plan.folder);
  const fingerprint = fingerprintOf(plan);
  if (!existsSync(path)) {
    checkRoom(dirname(path), plan.newBytes);
    mkdirSync(path);
    writeFileSync(join(path, journalName), fingerprint, { flag: 'wx' });
  } else if (!resumes) {
    throw new Refusal(t('{0} is left over from an unfinished run: add --resume to continue it, or remove it', path));
  } else if (journalIn(path) !== fingerprint) {
    throw new Refusal(t('{0} cannot be continued: it was begun for other sizes or from other files; remove it', path));
  }
  lock(path);
  return { path, out };
}

/** `DIR.partial`, beside DIR. */
export function partialOf(out: string): string {
  return `${resolve(out)}.partial`;
}

/** Lets go of a folder that stays unfinished. */
export function unlockPartial({ path }: Pick<PartialFolder, 'path'>): void {
  rmSync(join(path, lockName), { force: true });
}

const lockName = '.shardlint-pad.lock';

/** Two runs in one folder would write over each other. */
function lock(path: string): void {
  const file = join(path, lockName);
  const owner = Number(readText(file));
  if (Number.isInteger(owner) && owner > 0 && owner !== process.pid && isAlive(owner))
    throw new Refusal(t('{0} is being written by another run (process {1})', path, owner));
  writeFileSync(file, String(process.pid));
}

function isAlive(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch {
    return false;
  }
}

/** The folder must be new, in a folder that is there, and outside the checkpoint that is read. */
export function refuseOut(out: string, source: string): void {
  const path = resolve(out);
  if (lstatSync(path, { throwIfNoEntry: false })) throw new Refusal(t('{0} exists already; name a new folder', out));
  const above = dirname(path);
  if (!existsSync(above)) throw new Refusal(t('there is no folder {0}', above));
  const inside = `${realpathSync(above)}${sep}${basename(path)}`;
  if (inside.startsWith(`${source}${sep}`)) throw new Refusal(t('{0} is inside the checkpoint’s own folder; name one beside it', out));
}

/** Refuses where the disk has not the room that is needed; a disk that does not say is taken to have it. */
function checkRoom(folder: string, needed: number): void {
  const free = freeBytes(folder);
  if (free === undefined || free >= needed + reserve) return;
  throw new Refusal(
    t(
      '{0} GB are needed and {1} GB are free in {2}; free some, or name a folder on another disk',
      gigabytes(needed),
      gigabytes(free),
      folder,
    ),
  );
}

/** For folders and the file system's own tables. */
const reserve = 1_000_000;

export function freeBytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(2);
}

/** What a run is: the same files of the same age, to the same sizes. */
function fingerprintOf({ folder, layout, shards, texts, others }: PadPlan): string {
  const files = shards.map(({ shard, padded, changed }) => [shard.file, shard.size, changed, padded.size]);
  const config = texts.get('config.json');
  return JSON.stringify({ format: 1, source: folder, layout, files, others: others.copied.map(({ name, size }) => [name, size]), config });
}

function journalIn(path: string): string | undefined {
  return readText(join(path, journalName));
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
