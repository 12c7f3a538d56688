import { baseName, folderOf, normalizePath } from '../text/path.ts';
import type { Files } from './files.ts';

/** Files held in memory: path → text. Folders are those that a path names; relative and absolute paths are both fine. */
export function memoryFiles(texts: Readonly<Record<string, string>>): Files {
  const byPath = new Map(Object.entries(texts).map(([path, text]) => [normalizePath(path), text]));
  let folders: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  const namesIn = (folder: string): ReadonlySet<string> | undefined => {
    folders ??= foldersOf(byPath.keys());
    return folders.get(normalizePath(folder));
  };
  return {
    read: (path) => byPath.get(normalizePath(path)),
    exists: (path) => byPath.has(normalizePath(path)) || namesIn(path) !== undefined,
    list: (path) => {
      const names = namesIn(path);
      return names && [...names].sort();
    },
    // A file of weights stands for itself by the text of its header.
    header: (path) => (path.endsWith('.safetensors') ? byPath.get(normalizePath(path)) : undefined),
  };
}

/** Reads from `over` first, then from `under`: unsaved texts of an editor over the disk. */
export function overlayFiles(over: Files, under: Files): Files {
  return {
    read: (path) => over.read(path) ?? under.read(path),
    exists: (path) => over.exists(path) || under.exists(path),
    list: (path) => mergedNames(over.list(path), under.list(path)),
    header: under.header ?? over.header,
  };
}

function mergedNames(over: readonly string[] | undefined, under: readonly string[] | undefined): readonly string[] | undefined {
  if (!over) return under;
  if (!under) return over;
  return [...new Set([...over, ...under])].sort();
}

/** Folder → names of what lies directly in it, up to the root or to `.`. */
function foldersOf(paths: Iterable<string>): ReadonlyMap<string, Set<string>> {
  const folders = new Map<string, Set<string>>();
  for (const path of paths) addToFolders(folders, path);
  return folders;
}

function addToFolders(folders: Map<string, Set<string>>, file: string): void {
  for (let path = file, folder = folderOf(path); folder !== path; path = folder, folder = folderOf(path)) {
    const names = folders.get(folder);
    // The folder is known, and so are those above it.
    if (names) return void names.add(baseName(path));
    folders.set(folder, new Set([baseName(path)]));
  }
}
