import type { Source } from '../../shared/lint/analysis.ts';
import type { Files } from '../../shared/models/files.ts';
import { folderOf, joinPath } from '../../shared/text/path.ts';
import type { Witness } from '../kept/witness.ts';
import { firstLook } from './first-look.ts';
import { scriptNames } from './script-names.ts';

const mostScripts = 200;

/** Launch documents that may start the model at `path`. */
export type ScriptsAround = (path: string, workspaceFolders: readonly string[]) => readonly Source[];

/**
 * Looks in the model's folder and in the folders above it, up to the outermost workspace folder; one folder up where there is
 * none. Folders below are never searched, so that the cost is bounded by the depth; each folder is looked at once, and what names no
 * engine is not read as text.
 */
export function scriptsOnDisk(files: Files, seenBy?: Witness): ScriptsAround {
  const known = new Map<string, readonly string[]>();
  const scriptsIn = (folder: string): readonly string[] => {
    seenBy?.notice('scripts', folder);
    const scripts = known.get(folder) ?? scriptsOf(folder, files, () => seenBy?.distrust('scripts', folder));
    known.set(folder, scripts);
    return scripts;
  };
  return (path, workspaceFolders) => {
    const top = workspaceFolders.at(-1) ?? folderOf(folderOf(path));
    const scripts = foldersUpTo(path, top).flatMap(scriptsIn);
    return scripts.slice(0, mostScripts).flatMap((script) => {
      const text = files.read(script);
      return text === undefined ? [] : [{ path: script, text }];
    });
  };
}

/** The folders that hold `path`, the nearest first. */
export function foldersHolding(path: string, folders: readonly string[]): readonly string[] {
  return [...new Set(folders)].filter((folder) => isInside(path, folder)).sort((a, b) => b.length - a.length);
}

function foldersUpTo(path: string, top: string): readonly string[] {
  const found: string[] = [];
  for (let folder = folderOf(path); isInside(folder, top); folder = folderOf(folder)) {
    found.push(folder);
    if (folder === top) break;
  }
  return found;
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

function scriptsOf(folder: string, files: Files, fails: () => void): readonly string[] {
  const names = scriptNames(files.list(folder) ?? []);
  return names.map((name) => joinPath(folder, name)).filter((path) => namesEngine(path, fails));
}

function namesEngine(path: string, fails: () => void): boolean {
  const look = firstLook(path);
  if (look === 'unreadable') fails();
  return typeof look === 'object' && look.namesEngine;
}
