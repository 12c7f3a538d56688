import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import type { Files } from '../../shared/models/files.ts';
import type { Look } from '../kept/observation.ts';
import type { Witness } from '../kept/witness.ts';
import { isAbsence } from './is-absence.ts';

const largestRead = 10_000_000;

/** The disk, as the core sees it. Each file is read once; a run of the command line is one moment. */
export interface DiskFiles extends Files {
  /** Forgets a file that was written. */
  readonly forget: (path: string) => void;
}

/** Reads that remember: for one run of the command line. What is asked for is shown to the witness, also where it is remembered. */
export function diskFiles(seenBy?: Witness): DiskFiles {
  const texts = new Map<string, string | undefined>();
  const headers = new Map<string, string | undefined>();
  const lists = new Map<string, readonly string[] | undefined>();
  const found = new Map<string, boolean>();
  // What is there and cannot be read may be read the next time, and nothing will tell.
  const failsAs = (look: Look, path: string) => () => seenBy?.distrust(look, path);
  return {
    read: (path) => {
      seenBy?.notice('text', path);
      return remembered(texts, path, () => readText(path, failsAs('text', path)));
    },
    exists: (path) => {
      seenBy?.notice('exists', path);
      return remembered(found, path, () => statOf(path) !== undefined);
    },
    list: (path) => {
      seenBy?.notice('names', path);
      return remembered(lists, path, () => listFolder(path, failsAs('names', path)));
    },
    header: (path) => {
      seenBy?.notice('text', path);
      return remembered(headers, path, () => readHeader(path, failsAs('text', path)));
    },
    forget: (path) => {
      texts.delete(path);
      found.delete(path);
    },
  };
}

function remembered<T>(known: Map<string, T>, path: string, make: () => T): T {
  const found = known.get(path);
  if (found !== undefined || known.has(path)) return found as T;
  const made = make();
  known.set(path, made);
  return made;
}

function readText(path: string, fails: () => void): string | undefined {
  const found = statOf(path);
  if (!found?.isFile() || found.size > largestRead) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    fails();
    return undefined;
  }
}

/** What a safetensors file starts with: eight bytes with a length, and as much JSON. */
function readHeader(path: string, fails: () => void): string | undefined {
  const found = statOf(path);
  if (!found?.isFile()) return undefined;
  try {
    const file = openSync(path, 'r');
    try {
      const first = Buffer.alloc(8);
      if (readSync(file, first, 0, 8, 0) < 8) return undefined;
      const length = Number(first.readBigUInt64LE());
      if (length > largestRead || length > found.size - 8) return undefined;
      const text = Buffer.alloc(length);
      return readSync(file, text, 0, length, 8) === length ? text.toString('utf8') : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    fails();
    return undefined;
  }
}

function listFolder(path: string, fails: () => void): readonly string[] | undefined {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (!isAbsence(error)) fails();
    return undefined;
  }
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
