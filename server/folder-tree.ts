import { folderOf } from '../shared/text/path.ts';

/** True for the folder itself, too. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The folder of `path` and those above it, up to and with `top`. */
export function foldersUpTo(path: string, top: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = folderOf(path); isInside(folder, top); folder = folderOf(folder)) {
    folders.push(folder);
    if (folder === top) break;
  }
  return folders;
}

/** The folders that hold `path`, the nearest first. */
export function foldersHolding(path: string, folders: readonly string[]): readonly string[] {
  return folders.filter((folder) => isInside(path, folder)).sort((a, b) => b.length - a.length);
}
