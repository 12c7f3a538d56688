import type { DocumentReader } from './document.ts';
import { shellReader } from './shell/shell-reader.ts';
import { yamlReader } from './yaml/yaml-reader.ts';

/** Every kind of document that launches are read from. */
const readers: readonly DocumentReader[] = [shellReader, yamlReader];

/** The reader of a document by its path and, where it has one, its editor language; undefined: not a document of ours. */
export function readerOf(path: string, languageId?: string): DocumentReader | undefined {
  return readers.find((reader) => reader.accepts(path, languageId));
}
