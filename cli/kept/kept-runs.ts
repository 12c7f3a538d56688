import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { WalkedFolders } from '../files/walked-folders.ts';
import type { KeepingPlace } from '../io.ts';
import { isKeptRun } from './is-kept-run.ts';
import type { KeptRun } from './kept-run.ts';
import { isOwnFolder } from './own-folder.ts';
import { removeOld } from './remove-old.ts';
import { type StillKept, stillKept } from './still-kept.ts';

type Walked = Pick<WalkedFolders, 'names' | 'lacks'>;

/** Where a run is kept from one time to the next. */
export interface KeptRuns {
  /** Undefined where none is kept, or what is there cannot be read. */
  readonly read: (walked: Walked) => StillKept | undefined;
  /** Says nothing where it cannot be written: the run has done what it was asked for. */
  readonly write: (run: KeptRun) => void;
  /** A run that took less is as soon done again. */
  readonly worthMilliseconds: number;
}

/** In the place's folder, by a name that stands for the question. */
export function keptRuns({ folder, worthMilliseconds }: KeepingPlace, question: unknown): KeptRuns {
  const name = createHash('sha256').update(JSON.stringify(question)).digest('hex').slice(0, 32);
  const file = path.join(folder, `${name}.json`);
  return { read: (walked) => readRun(file, walked), write: (run) => writeRun(file, run), worthMilliseconds };
}

function readRun(file: string, walked: Walked): StillKept | undefined {
  try {
    if (!isOwnFolder(path.dirname(file))) return undefined;
    const run: unknown = JSON.parse(readFileSync(file, 'utf8'));
    // What is read often is not what goes first.
    utimesSync(file, new Date(), new Date());
    return isKeptRun(run) ? stillKept(run, walked) : undefined;
  } catch {
    return undefined;
  }
}

function writeRun(file: string, run: KeptRun): void {
  const folder = path.dirname(file);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwnFolder(folder)) return;
    writeWhole(file, JSON.stringify(run));
    removeOld(folder);
  } catch {
    // The disk is full, or is only to be read.
  }
}

/** Through another file, so that a run that ends early leaves the last one or this one. */
function writeWhole(file: string, text: string): void {
  const temporary = `${file}.${randomUUID()}`;
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: 0o600 });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
