import type { Source } from '../shared/lint/analysis.ts';
import type { Files } from '../shared/models/files.ts';
import { folderOf, joinPath } from '../shared/text/path.ts';
import { foldersHolding, foldersUpTo } from './folder-tree.ts';
import { skipReason } from './skip-reason.ts';

const maxScripts = 200;

/**
 * Scripts on disk that may start the model at `path`: those in its folder and in the folders above it, up to the
 * workspace folder. Subfolders are never searched, so the cost is bounded by the depth of the tree. Outside of every
 * workspace folder, the model's own folder and the one above it are looked at.
 */
export function scriptsOnDisk(path: string, workspaceFolders: readonly string[], files: Files): readonly Source[] {
  const paths = foldersToSearch(path, workspaceFolders).flatMap((folder) => scriptsIn(folder, files));
  return paths.slice(0, maxScripts).flatMap((script) => sourceAt(script, files));
}

function foldersToSearch(path: string, workspaceFolders: readonly string[]): readonly string[] {
  const top = foldersHolding(path, workspaceFolders).at(-1);
  return foldersUpTo(path, top ?? folderOf(folderOf(path)));
}

function scriptsIn(folder: string, files: Files): readonly string[] {
  const names = files.list(folder) ?? [];
  return names.filter((name) => /\.(sh|bash)$/.test(name)).map((name) => joinPath(folder, name));
}

function sourceAt(path: string, files: Files): readonly Source[] {
  const text = files.read(path);
  return text === undefined || skipReason(text) ? [] : [{ path, text }];
}
