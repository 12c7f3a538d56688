import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Files } from '../../shared/models/files.ts';

const largestRead = 10_000_000;

/** The disk, as the core sees it. Each file is read once; a run of the command line is one moment. */
export interface DiskFiles extends Files {
  /** Forgets a file that was written. */
  readonly forget: (path: string) => void;
}

/** Reads that remember: for one run of the command line. */
export function diskFiles(): DiskFiles {
  const texts = new Map<string, string | undefined>();
  const lists = new Map<string, readonly string[] | undefined>();
  return {
    read: (path) => remembered(texts, path, readText),
    exists: (path) => texts.get(path) !== undefined || statOf(path) !== undefined,
    list: (path) => remembered(lists, path, listFolder),
    forget: (path) => texts.delete(path),
  };
}

function remembered<T>(known: Map<string, T>, path: string, make: (path: string) => T): T {
  const found = known.get(path);
  if (found !== undefined || known.has(path)) return found as T;
  const made = make(path);
  known.set(path, made);
  return made;
}

function readText(path: string): string | undefined {
  const found = statOf(path);
  if (!found?.isFile() || found.size > largestRead) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function listFolder(path: string): readonly string[] | undefined {
  try {
    return readdirSync(path).sort();
  } catch {
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
