import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type KeptRun, type StillKept, stillKept } from './kept-run.ts';

/** Where a run is kept from one time to the next. */
export interface KeptRuns {
  /** Undefined where none is kept, or what is there cannot be read. */
  readonly read: () => StillKept | undefined;
  /** Says nothing where it cannot be written: the run has done what it was asked for. */
  readonly write: (run: KeptRun) => void;
}

/** In `folder`, by a name that stands for the question. */
export function keptRuns(folder: string, question: unknown): KeptRuns {
  const name = createHash('sha256').update(JSON.stringify(question)).digest('hex').slice(0, 32);
  const file = path.join(folder, `${name}.json`);
  return { read: () => readRun(file), write: (run) => writeRun(file, run) };
}

function readRun(file: string): StillKept | undefined {
  try {
    return stillKept(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function writeRun(file: string, run: KeptRun): void {
  const folder = path.dirname(file);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeWhole(file, JSON.stringify(run));
    removeOldest(folder);
  } catch {
    // The disk is full, or is only to be read.
  }
}

/** Through another file, so that a run that ends early leaves the last one or this one. */
function writeWhole(file: string, text: string): void {
  const temporary = `${file}.${process.pid}`;
  try {
    writeFileSync(temporary, text, { mode: 0o600 });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Enough for folders that are linted by turns. */
const mostRuns = 32;

function removeOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => path.join(folder, name));
  if (files.length <= mostRuns) return;
  const byAge = files.map((file) => ({ file, written: statSync(file).mtimeMs })).sort((one, other) => other.written - one.written);
  for (const { file } of byAge.slice(mostRuns)) rmSync(file, { force: true });
}
