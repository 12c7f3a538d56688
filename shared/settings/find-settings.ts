import { boundedCache } from '../models/bounded-cache.ts';
import type { Files } from '../models/files.ts';
import { folderOf, joinPath } from '../text/path.ts';
import { type ReadSettings, readSettings } from './read-settings.ts';
import { type Settings, settingsFileName } from './settings.ts';

export { settingsFileName } from './settings.ts';

/** Settings for a document: the nearest `.shardlint.json` upwards over `otherwise` (an editor's settings), else `otherwise` alone. */
export function findSettings(documentPath: string, files: Files, otherwise: Settings): ReadSettings {
  for (const path of settingsPathsFor(documentPath)) {
    const text = files.read(path);
    if (text !== undefined) return readCached(path, text, otherwise);
  }
  return { settings: otherwise, findings: [] };
}

/** The settings of the file at `path` over `otherwise`; `otherwise` alone where there is no such file. */
export function settingsAt(path: string, files: Files, otherwise: Settings): ReadSettings {
  const text = files.read(path);
  return text === undefined ? { settings: otherwise, findings: [] } : readCached(path, text, otherwise);
}

/** Where a settings file for the document may lie, the nearest first. */
function settingsPathsFor(documentPath: string): readonly string[] {
  const paths: string[] = [];
  for (let folder = folderOf(documentPath); ; folder = folderOf(folder)) {
    paths.push(joinPath(folder, settingsFileName));
    if (folder === folderOf(folder)) return paths;
  }
}

interface Reading {
  readonly text: string;
  readonly base: Settings;
  readonly result: ReadSettings;
}

/** A project has one settings file and many documents. */
const readings = boundedCache<string, Reading>(16);

function readCached(path: string, text: string, base: Settings): ReadSettings {
  const known = readings.get(path);
  if (known && known.text === text && known.base === base) return known.result;
  const result = readSettings(path, text, base);
  readings.set(path, { text, base, result });
  return result;
}
