import type { LaunchDocument } from '../documents/document.ts';
import { readerOf } from '../documents/readers.ts';
import { engines } from '../engines/registry.ts';
import type { Source } from './analysis.ts';

/** Reads a document that may hold launches; undefined, without reading it, if it is of no such kind or names no engine. */
export function readLaunchDocument({ path, text, languageId }: Source): LaunchDocument | undefined {
  const reader = readerOf(path, languageId);
  return reader && namesEngine(text) ? reader.read(text) : undefined;
}

function namesEngine(text: string): boolean {
  const lower = text.toLowerCase();
  return engines.some(({ marks }) => marks.some((mark) => lower.includes(mark)));
}
