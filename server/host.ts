import { readerOf } from '../shared/documents/readers.ts';
import { namesAnEngine } from '../shared/engines/marks.ts';
import type { Host, Source } from '../shared/lint/analysis.ts';
import type { Files } from '../shared/models/files.ts';
import { findSettings } from '../shared/settings/find-settings.ts';
import type { Settings } from '../shared/settings/settings.ts';
import { folderOf } from '../shared/text/path.ts';
import type { DiskFiles } from './disk-files.ts';
import { foldersHolding } from './folder-tree.ts';
import type { OpenDocument, OpenDocuments } from './open-documents.ts';
import { scriptsOnDisk } from './scripts-around.ts';

/** Asked for by analyses that look at every open document with a launch, so that one more or one fewer makes them stale. */
export const openScripts = 'open-scripts:';

/** What a host is made from. */
export interface HostParts {
  readonly documents: OpenDocuments;
  readonly folders: () => readonly string[];
  readonly editorSettings: (path: string) => Settings;
  readonly environment: ReadonlyMap<string, string>;
  /** False for a file on disk that certainly holds no launch. */
  readonly mayLaunch: (path: string) => boolean;
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
      const byPath = new Map(parts.documents.all().map((opened) => [opened.path, opened]));
      const open = [...byPath.values()].filter(({ path }) => path !== of);
      const isOpen = new Set(open.map((opened) => opened.path));
      const mayLaunch = (script: string): boolean => !isOpen.has(script) && parts.mayLaunch(script);
      return [...open.flatMap((opened) => scriptOf(opened, files)), ...scriptsOnDisk(of, workspaceFolders, files, mayLaunch)];
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
    header: disk.header,
  };
}

/** A new file that is not saved yet is in its folder all the same. */
function withOpen(folder: string, names: readonly string[] | undefined, documents: OpenDocuments): readonly string[] | undefined {
  const open = documents.all().filter(({ path }) => folderOf(path) === folder);
  const unsaved = open.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)).filter((name) => !names?.includes(name));
  return unsaved.length === 0 ? names : [...(names ?? []), ...unsaved].sort();
}

/** Only what names an engine is depended on: typing in any other text is nothing to a model. */
function scriptOf({ path, document }: OpenDocument, files: Files): readonly Source[] {
  if (!readerOf(path, document.languageId) || !namesAnEngine(document.getText())) return [];
  const text = files.read(path);
  return text === undefined ? [] : [{ path, text, languageId: document.languageId }];
}
