import { readerOf } from '../../shared/documents/readers.ts';
import { mayBeOptionsFile } from '../../shared/lint/analyse-options-file.ts';
import type { Source } from '../../shared/lint/analysis.ts';
import { sideFileNames } from '../../shared/model/side-files.ts';
import { settingsFileName } from '../../shared/settings/find-settings.ts';
import { baseName } from '../../shared/text/path.ts';
import { firstLook, type LeftOut } from './first-look.ts';
import { hasEnding, isShellScript } from './shebang.ts';

/** The text of a file that may be linted, or why it is left out; undefined for one that certainly holds nothing of ours. */
export function sourceAt(path: string): Source | LeftOut | undefined {
  const look = firstLook(path);
  if (look === 'nothing') return undefined;
  return typeof look === 'string' ? look : sourceOf(path, look.text);
}

/** A script without an ending says by its first line what it is. */
export function sourceOf(path: string, text: string): Source {
  const isScript = !hasEnding(baseName(path)) && readerOf(path, undefined) === undefined && isShellScript(text);
  return isScript ? { path, text, languageId: 'shellscript' } : { path, text };
}

const ownNames: ReadonlySet<string> = new Set(['config.json', 'params.json', settingsFileName, ...sideFileNames]);

/** By name alone: whether a file in a folder is worth a look. */
export function mayHoldDocument(name: string): boolean {
  return ownNames.has(name) || !hasEnding(name) || readerOf(name, undefined) !== undefined || mayBeOptionsFile(name);
}
