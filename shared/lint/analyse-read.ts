import type { DocumentReader, LaunchDocument, Surroundings } from '../documents/document.ts';
import { readerOf } from '../documents/readers.ts';
import { isWorthReading, namesAListedEngine } from '../engines/marks.ts';
import { mayStartFromPython } from '../engines/python-marks.ts';
import { boundedCache } from '../models/bounded-cache.ts';
import type { Files } from '../models/files.ts';
import { folderOf, joinPath } from '../text/path.ts';
import type { Source } from './analysis.ts';

/** Reads a document that may hold launches; undefined, without reading it, if it is of no such kind or names no engine. */
export function readLaunchDocument(source: Source, files: Files): LaunchDocument | undefined {
  const reader = readerOf(source.path, source.languageId);
  if (reader === undefined || !(reader.isSure === true || isWorthReading(source.text))) return undefined;
  return reader.kind === 'python' && !mayStartFromPython(source.text) ? startsNothing : readCached(source, reader, files);
}

/** Python that speaks of an engine without starting one, as most of an engine's own source does, is not parsed. */
const startsNothing: LaunchDocument = { kind: 'python', commands: [], comments: [] };

/** Reads a document whatever it says: for its comments. Undefined if it is of no kind that is read. */
export function readDocument(source: Source, files: Files): LaunchDocument | undefined {
  const reader = readerOf(source.path, source.languageId);
  return reader && readCached(source, reader, files);
}

interface Reading {
  readonly text: string;
  readonly reader: DocumentReader;
  readonly document: LaunchDocument;
  /** What the reader asked for beside the document, and got. */
  readonly beside: ReadonlyMap<string, string | undefined>;
}

/** Scripts around a config.json stay as they are while it is edited, and a fix of one file leaves the other alone. */
const readings = boundedCache<string, Reading>(256);

/** A command alone comes again for other models, with others of the same name between: each is kept by its text. */
const shortReadings = boundedCache<string, Reading>(1024);
const shortText = 1000;

function readCached({ path, text }: Source, reader: DocumentReader, files: Files): LaunchDocument {
  const isShort = text.length <= shortText;
  const kept = isShort ? shortReadings : readings;
  const key = isShort ? `${path}\n${text}` : path;
  const known = kept.get(key);
  if (known && known.text === text && known.reader === reader && isStillSo(known.beside, files)) return known.document;
  const beside = new Map<string, string | undefined>();
  const document = reader.read(text, surroundingsOf(path, files, beside));
  kept.set(key, { text, reader, document, beside });
  return document;
}

function isStillSo(beside: Reading['beside'], files: Files): boolean {
  return [...beside].every(([path, text]) => files.read(path) === text);
}

function surroundingsOf(path: string, files: Files, beside: Map<string, string | undefined>): Surroundings {
  const readBeside = (name: string): string | undefined => {
    const at = joinPath(folderOf(path), name);
    const text = files.read(at);
    beside.set(at, text);
    return text;
  };
  return { path, readBeside, isWorthReading: isPartWorthReading };
}

/** Suppressions may stand anywhere. */
function isPartWorthReading(part: string): boolean {
  return isWorthReading(part) || namesAListedEngine(part) || part.includes('shardlint:');
}
