import type { DocumentReader, LaunchDocument } from '../documents/document.ts';
import { readerOf } from '../documents/readers.ts';
import { engines } from '../engines/registry.ts';
import { boundedCache } from '../models/bounded-cache.ts';
import type { Source } from './analysis.ts';

/** Reads a document that may hold launches; undefined, without reading it, if it is of no such kind or names no engine. */
export function readLaunchDocument(source: Source): LaunchDocument | undefined {
  const reader = readerOf(source.path, source.languageId);
  return reader && namesEngine(source.text) ? readCached(source, reader) : undefined;
}

/** Scripts around a config.json stay as they are while it is edited, and a fix of one file leaves the other alone. */
const readings = boundedCache<string, { readonly text: string; readonly reader: DocumentReader; readonly document: LaunchDocument }>(64);

function readCached({ path, text }: Source, reader: DocumentReader): LaunchDocument {
  const known = readings.get(path);
  if (known && known.text === text && known.reader === reader) return known.document;
  const document = reader.read(text);
  readings.set(path, { text, reader, document });
  return document;
}

function namesEngine(text: string): boolean {
  const lower = text.toLowerCase();
  return engines.some(({ marks }) => marks.some((mark) => lower.includes(mark)));
}
