import { closeSync, openSync, readdirSync, readFileSync, readSync, type Stats, statSync } from 'node:fs';
import { namesAnEngine } from '../shared/engines/marks.ts';
import { boundedCache } from '../shared/models/bounded-cache.ts';
import type { Files } from '../shared/models/files.ts';

/** Files of this machine. A text is read again only if its file's time or size has changed. */
export interface DiskFiles extends Files {
  /** Changes whenever the file does; 'absent' if there is none. */
  readonly stamp: (path: string) => string;
  /** False for a file that names no engine, or is too large to be looked at. Its text is neither decoded nor kept. */
  readonly mayLaunch: (path: string) => boolean;
  /** Tells that a file has changed: what is known of it is looked at anew. */
  readonly changed: (path: string) => void;
}

const maxBytes = 10 * 1024 * 1024;
const cachedTexts = 64;
const cachedFolders = 64;
const cachedHeaders = 8;
const cachedLooks = 4096;
const maxLookedAt = 1_000_000;
/** Typing asks about every document around, again and again; the disk is asked about each only so often. */
const freshMilliseconds = 1000;

/** Reads that look at a file again, but take its text from memory where it has not changed. */
export function diskFiles(): DiskFiles {
  const texts = boundedCache<string, Stamped<string>>(cachedTexts);
  const headers = boundedCache<string, Stamped<string | undefined>>(cachedHeaders);
  const folders = boundedCache<string, Stamped<readonly string[]>>(cachedFolders);
  const looks = boundedCache<string, Look>(cachedLooks);
  return {
    read: (path) => {
      const stats = statsOf(path);
      if (!stats?.isFile() || stats.size > maxBytes) return undefined;
      return cached(texts, path, stampOf(stats), () => readFileSync(path, 'utf8'));
    },
    exists: (path) => statsOf(path) !== undefined,
    list: (path) => {
      const stats = statsOf(path);
      return stats?.isDirectory() ? cached(folders, path, stampOf(stats), () => readdirSync(path).sort()) : undefined;
    },
    header: (path) => {
      const stats = statsOf(path);
      return stats?.isFile() ? cached(headers, path, stampOf(stats), () => headerOf(path, stats.size)) : undefined;
    },
    stamp: (path) => stampOf(statsOf(path)),
    mayLaunch: (path) => {
      const now = performance.now();
      const known = looks.get(path);
      if (known && now < known.until) return known.value;
      const stats = statsOf(path);
      const stamp = stampOf(stats);
      const isWorth = stats?.isFile() === true && stats.size <= maxLookedAt;
      const value = known?.stamp === stamp ? known.value : isWorth && namesEngine(path);
      looks.set(path, { stamp, value, until: now + freshMilliseconds });
      return value;
    },
    changed: (path) => {
      const known = looks.get(path);
      if (known) looks.set(path, { ...known, until: 0 });
    },
  };
}

/** What a safetensors file starts with: eight bytes with a length, and as much JSON. */
function headerOf(path: string, size: number): string | undefined {
  const file = openSync(path, 'r');
  try {
    const length = Number(readStart(file, 0, 8).readBigUInt64LE());
    return length > maxBytes || length > size - 8 ? undefined : readStart(file, 8, length).toString('utf8');
  } finally {
    closeSync(file);
  }
}

function readStart(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return readSync(file, bytes, 0, length, position) === length ? bytes : Buffer.alloc(8, 0xff);
}

interface Stamped<T> {
  readonly stamp: string;
  readonly value: T;
}

interface Look extends Stamped<boolean> {
  readonly until: number;
}

function namesEngine(path: string): boolean {
  try {
    return namesAnEngine(readFileSync(path, 'latin1'));
  } catch {
    return false;
  }
}

function cached<T>(
  cache: { get(key: string): Stamped<T> | undefined; set(key: string, value: Stamped<T>): void },
  path: string,
  stamp: string,
  make: () => T,
): T | undefined {
  const known = cache.get(path);
  if (known?.stamp === stamp) return known.value;
  try {
    const value = make();
    cache.set(path, { stamp, value });
    return value;
  } catch {
    return undefined;
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function stampOf(stats: Stats | undefined): string {
  return stats ? `${stats.mtimeMs}:${stats.size}` : 'absent';
}
