import { statSync } from 'node:fs';
import { readerOf } from '../../shared/documents/readers.ts';
import type { Source } from '../../shared/lint/analysis.ts';
import { sideFileNames } from '../../shared/model/side-files.ts';
import type { Files } from '../../shared/models/files.ts';
import { settingsFileName } from '../../shared/settings/find-settings.ts';
import { baseName } from '../../shared/text/path.ts';

/** Why a file is left out. */
export type LeftOut = 'binary' | 'large' | 'unreadable';

const largestFile = 1_000_000;
const shebang = /^#!.*\b(ba|da|k|z)?sh\b/;

/** The text of a file that may be linted, or why it is left out. */
export function sourceAt(path: string, files: Files): Source | LeftOut {
  const size = sizeOf(path);
  if (size !== undefined && size > largestFile) return 'large';
  const text = files.read(path);
  if (text === undefined) return 'unreadable';
  if (text.slice(0, 8000).includes('\0')) return 'binary';
  return sourceOf(path, text);
}

/** A script without an ending says by its first line what it is. */
export function sourceOf(path: string, text: string): Source {
  const isScript = !baseName(path).slice(1).includes('.') && readerOf(path, undefined) === undefined && shebang.test(text.slice(0, 200));
  return isScript ? { path, text, languageId: 'shellscript' } : { path, text };
}

const ownNames: ReadonlySet<string> = new Set(['config.json', 'params.json', settingsFileName, ...sideFileNames]);

/** By name alone: whether a file in a folder is worth a look. */
export function mayHoldDocument(name: string): boolean {
  if (ownNames.has(name)) return true;
  return !name.slice(1).includes('.') || readerOf(name, undefined) !== undefined;
}

function sizeOf(path: string): number | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size;
  } catch {
    return undefined;
  }
}
