import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { boundedCache } from '../shared/models/bounded-cache.ts';
import type { Files } from '../shared/models/files.ts';

/** Files of this machine. A text is read again only if its file's time or size has changed. */
export interface DiskFiles extends Files {
  /** Changes whenever the file does; 'absent' if there is none. */
  readonly stamp: (path: string) => string;
}

const maxBytes = 10 * 1024 * 1024;
const cachedTexts = 64;
const cachedFolders = 64;

/** Reads that look at a file again, but take its text from memory where it has not changed. */
export function diskFiles(): DiskFiles {
  const texts = boundedCache<string, Stamped<string>>(cachedTexts);
  const folders = boundedCache<string, Stamped<readonly string[]>>(cachedFolders);
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
    stamp: (path) => stampOf(statsOf(path)),
  };
}

interface Stamped<T> {
  readonly stamp: string;
  readonly value: T;
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
