import { readerOf } from '../shared/documents/readers.ts';
import { namesAnEngine } from '../shared/engines/marks.ts';
import type { Source } from '../shared/lint/analysis.ts';
import type { Files } from '../shared/models/files.ts';
import { folderOf, joinPath } from '../shared/text/path.ts';
import { foldersHolding, foldersUpTo } from './folder-tree.ts';
import { skipReason } from './skip-reason.ts';

const maxScripts = 200;
const maxNames = 1000;

/**
 * Launch documents on disk that may start the model at `path`: those in its folder and in the folders above it, up to the
 * workspace folder. Subfolders are never searched, so the cost is bounded by the depth of the tree. Outside of every
 * workspace folder, the model's own folder and the one above it are looked at. `mayLaunch` says of a file, for next to
 * nothing, that it names an engine; the others are not even depended on, as they come in only by a change of their folder.
 */
export function scriptsOnDisk(
  path: string,
  workspaceFolders: readonly string[],
  files: Files,
  mayLaunch: (path: string) => boolean,
): readonly Source[] {
  const paths = foldersToSearch(path, workspaceFolders).flatMap((folder) => documentsIn(folder, files));
  return paths
    .slice(0, maxNames)
    .filter(mayLaunch)
    .slice(0, maxScripts)
    .flatMap((script) => sourceAt(script, files));
}

function foldersToSearch(path: string, workspaceFolders: readonly string[]): readonly string[] {
  const top = foldersHolding(path, workspaceFolders).at(-1);
  return foldersUpTo(path, top ?? folderOf(folderOf(path)));
}

function documentsIn(folder: string, files: Files): readonly string[] {
  const names = files.list(folder) ?? [];
  return names.filter((name) => readerOf(name) !== undefined).map((name) => joinPath(folder, name));
}

function sourceAt(path: string, files: Files): readonly Source[] {
  const text = files.read(path);
  return text === undefined || skipReason(text) || !namesAnEngine(text) ? [] : [{ path, text }];
}
