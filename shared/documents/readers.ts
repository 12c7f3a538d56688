import { batchReader } from './batch/batch-reader.ts';
import { deviceMapReader } from './device-map/device-map-reader.ts';
import { dockerfileReader } from './dockerfile/dockerfile-reader.ts';
import type { DocumentReader } from './document.ts';
import { justfileReader } from './justfile/justfile-reader.ts';
import { kindOf } from './kind-of.ts';
import { makefileReader } from './makefile/makefile-reader.ts';
import { markdownReader } from './markdown/markdown-reader.ts';
import { notebookReader } from './notebook/notebook-reader.ts';
import { powershellReader } from './powershell/powershell-reader.ts';
import { procfileReader } from './procfile/procfile-reader.ts';
import { pythonReader } from './python/python-reader.ts';
import { restructuredTextReader } from './restructuredtext/restructuredtext-reader.ts';
import { shellReader } from './shell/shell-reader.ts';
import { systemdReader } from './systemd/systemd-reader.ts';
import { yamlReader } from './yaml/yaml-reader.ts';

/** Every kind of document that launches are read from, and that others may show. */
const readers: readonly DocumentReader[] = [
  dockerfileReader,
  systemdReader,
  makefileReader,
  justfileReader,
  procfileReader,
  powershellReader,
  batchReader,
  shellReader,
  yamlReader(() => [markdown, ...readers]),
  pythonReader,
];

const markdown = markdownReader(readers);

/** Documents that show others. */
const prose: readonly DocumentReader[] = [markdown, restructuredTextReader(readers), notebookReader([...readers, markdown])];

const all = [...prose, ...readers, deviceMapReader];

/** The reader of a document by its path and, where it has one, its editor language; undefined: not a document of ours. */
export function readerOf(path: string, languageId?: string): DocumentReader | undefined {
  const known = kindOf(path, languageId);
  return known && all.find(({ kind }) => kind === known);
}
