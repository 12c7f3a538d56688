import { readerOf } from '../shared/documents/readers.ts';
import type { Host, Source } from '../shared/lint/analysis.ts';
import type { Files } from '../shared/models/files.ts';
import { findSettings } from '../shared/settings/find-settings.ts';
import type { Settings } from '../shared/settings/settings.ts';
import { folderOf } from '../shared/text/path.ts';
import type { DiskFiles } from './disk-files.ts';
import { foldersHolding } from './folder-tree.ts';
import type { OpenDocuments } from './open-documents.ts';
import { scriptsOnDisk } from './scripts-around.ts';

/** Asked for by analyses that look at every open script, so that one more or one fewer makes them stale. */
export const openScripts = 'open-scripts:';

/** What a host is made from. */
export interface HostParts {
  readonly documents: OpenDocuments;
  readonly folders: () => readonly string[];
  readonly editorSettings: (path: string) => Settings;
  readonly environment: ReadonlyMap<string, string>;
}

/** The outside world for the analysis of the document at `path`, seen through `files`. */
export function hostFor(path: string, files: Files, parts: HostParts): Host {
  const workspaceFolders = foldersHolding(path, parts.folders());
  return {
    files,
    workspaceFolders,
    environment: parts.environment,
    settingsFor: (of) => findSettings(of, files, parts.editorSettings(of)).settings,
    scriptsAround: (of) => {
      files.exists(openScripts);
      const open = parts.documents.all().flatMap((opened) => scriptOf(opened.path, files, opened.document.languageId));
      const openPaths = new Set(open.map((source) => source.path));
      return [...open, ...scriptsOnDisk(of, workspaceFolders, files).filter((source) => !openPaths.has(source.path))];
    },
  };
}

/** Files of the disk, with the unsaved texts of the editor in their place. */
export function filesUnder(documents: OpenDocuments, disk: DiskFiles): Files {
  const textOf = (path: string): string | undefined => documents.atPath(path)?.document.getText();
  return {
    read: (path) => textOf(path) ?? disk.read(path),
    exists: (path) => documents.atPath(path) !== undefined || disk.exists(path),
    list: (path) => withOpen(path, disk.list(path), documents),
  };
}

/** A new file that is not saved yet is in its folder all the same. */
function withOpen(folder: string, names: readonly string[] | undefined, documents: OpenDocuments): readonly string[] | undefined {
  const open = documents.all().filter(({ path }) => folderOf(path) === folder);
  const unsaved = open.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)).filter((name) => !names?.includes(name));
  return unsaved.length === 0 ? names : [...(names ?? []), ...unsaved].sort();
}

function scriptOf(path: string, files: Files, languageId: string): readonly Source[] {
  if (!readerOf(path, languageId)) return [];
  const text = files.read(path);
  return text === undefined ? [] : [{ path, text, languageId }];
}
