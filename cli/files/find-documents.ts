import { type Dirent, realpathSync, statSync } from 'node:fs';
import ignore, { type Ignore } from 'ignore';
import type { Files } from '../../shared/models/files.ts';
import { joinPath } from '../../shared/text/path.ts';
import { type WalkedFolders, walkedFolders } from './walked-folders.ts';

/** A file to look at: by its absolute path, and as the user would name it. */
export interface Candidate {
  readonly path: string;
  readonly shown: string;
}

export interface FoundDocuments {
  readonly candidates: readonly Candidate[];
  /** Paths that the user gave and that are not there. */
  readonly missing: readonly string[];
}

/**
 * The files that the given paths mean: a file is itself, whatever `.gitignore` says; a folder is every file under it that `.gitignore`
 * files in it, above it up to the repository's root, or below it do not leave out. A folder that is reached twice (through a symbolic link) counts once.
 */
export function findDocuments(
  given: readonly string[],
  from: string,
  files: Files,
  accepts: (name: string) => boolean,
  folders: WalkedFolders = walkedFolders(),
): FoundDocuments {
  const found = new Map<string, Candidate>();
  const missing: string[] = [];
  const seen = new Set<string>();
  for (const shown of given) {
    const path = joinPath(from, shown.replaceAll('\\', '/'));
    const entry = statOf(path);
    if (entry === undefined) missing.push(shown);
    else if (!entry.isDirectory()) found.set(path, { path, shown: shown.replaceAll('\\', '/') });
    else walk(rootFolder(path, shown), ignoresFor(path, files), { files, accepts, folders, seen, found });
  }
  return { candidates: [...found.values()], missing };
}

interface Walk {
  readonly files: Files;
  readonly accepts: (name: string) => boolean;
  readonly folders: WalkedFolders;
  /** Real paths of folders that were entered. */
  readonly seen: Set<string>;
  readonly found: Map<string, Candidate>;
}

/** Patterns of one `.gitignore`, for paths under its folder. */
interface FolderIgnores {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** A folder on the way; `real` is its path without symbolic links, undefined for one that cannot be reached. */
interface Folder extends Candidate {
  readonly real: string | undefined;
}

function walk(folder: Folder, above: readonly FolderIgnores[], context: Walk): void {
  const { real } = folder;
  if (real === undefined || context.seen.has(real)) return;
  context.seen.add(real);
  const { entries, hasIgnores } = entriesOf(folder.path, context);
  const ignores = hasIgnores ? [...above, ...ignoresOf(folder.path, context.files)] : above;
  const inside = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  for (const { name, kind, isLink } of entries) {
    const entry = { path: inside + name, shown: folder.shown + name };
    if (isIgnored(entry.path, kind === 'folder', ignores)) continue;
    if (kind === 'file') context.found.set(entry.path, entry);
    // Only a link leads elsewhere: to ask the disk about every folder would take as long as to list it.
    else walk({ ...entry, shown: `${entry.shown}/`, real: isLink ? realPathOf(entry.path) : joinPath(real, name) }, ignores, context);
  }
}

const ignoreFile = '.gitignore';

/** Folders that hold other people's files, and many of them. */
const neverEntered: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'node_modules', '__pycache__', '.venv', 'venv']);

interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  readonly isLink: boolean;
}

/** What is in a folder and may be entered or accepted, by name, and whether anything in it says what to ignore. */
function entriesOf(folder: string, { accepts, folders }: Walk): { readonly entries: readonly Entry[]; readonly hasIgnores: boolean } {
  try {
    const found = folders.read(folder);
    const entries: Entry[] = [];
    for (const each of found) {
      const entry = entryOf(folder, each);
      if (entry && (entry.kind === 'file' ? accepts(entry.name) : !neverEntered.has(entry.name))) entries.push(entry);
    }
    return { entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)), hasIgnores: found.some(({ name }) => name === ignoreFile) };
  } catch {
    return { entries: [], hasIgnores: false };
  }
}

function entryOf(folder: string, entry: Dirent): Entry | undefined {
  const isLink = entry.isSymbolicLink();
  const target = isLink ? statOf(joinPath(folder, entry.name)) : entry;
  if (target?.isDirectory()) return { name: entry.name, kind: 'folder', isLink };
  return target?.isFile() ? { name: entry.name, kind: 'file', isLink } : undefined;
}

/** What is above a folder that the user names says nothing about it if it would leave the folder itself out. */
function ignoresFor(folder: string, files: Files): readonly FolderIgnores[] {
  const above = ignoresAbove(folder, files);
  return isIgnored(folder, true, above) ? [] : above;
}

/** From the repository's root down to the folder's parent. */
function ignoresAbove(folder: string, files: Files): readonly FolderIgnores[] {
  const chain: string[] = [];
  for (let at = folder; ; at = joinPath(at, '..')) {
    chain.unshift(at);
    if (files.exists(joinPath(at, '.git'))) return chain.slice(0, -1).flatMap((each) => ignoresOf(each, files));
    if (joinPath(at, '..') === at) return [];
  }
}

function ignoresOf(folder: string, files: Files): readonly FolderIgnores[] {
  const text = files.read(joinPath(folder, ignoreFile));
  return text === undefined ? [] : [{ folder: folder.endsWith('/') ? folder : `${folder}/`, patterns: ignore().add(text) }];
}

/** The nearest `.gitignore` that says anything about the path decides, as in git. */
function isIgnored(path: string, isFolder: boolean, ignores: readonly FolderIgnores[]): boolean {
  for (let at = ignores.length - 1; at >= 0; at--) {
    const ignoring = ignores[at];
    if (ignoring === undefined) continue;
    const { folder, patterns } = ignoring;
    const { ignored, unignored } = patterns.test(path.slice(folder.length) + (isFolder ? '/' : ''));
    if (ignored || unignored) return ignored;
  }
  return false;
}

function rootFolder(path: string, shown: string): Folder {
  return { path, shown: shownFolder(shown), real: realPathOf(path) };
}

function shownFolder(shown: string): string {
  const slashed = shown.replaceAll('\\', '/');
  if (slashed === '.' || slashed === './') return '';
  return slashed.endsWith('/') ? slashed : `${slashed}/`;
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path).replaceAll('\\', '/');
  } catch {
    return undefined;
  }
}
