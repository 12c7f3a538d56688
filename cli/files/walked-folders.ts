import { type Dirent, readdirSync } from 'node:fs';

/** Folders as they were when they were walked through. */
export interface WalkedFolders {
  /** What is in a folder; throws as the disk does. */
  readonly read: (folder: string) => readonly Dirent[];
  /** The names in a folder that was read; undefined for another one. */
  readonly names: (folder: string) => ReadonlySet<string> | undefined;
}

/** Remembers what is read, so that nothing in it needs to be asked for again. */
export function walkedFolders(): WalkedFolders {
  const entries = new Map<string, readonly Dirent[]>();
  const names = new Map<string, ReadonlySet<string>>();
  return {
    read: (folder) => {
      const found = readdirSync(folder, { withFileTypes: true });
      entries.set(folder, found);
      return found;
    },
    names: (folder) => {
      const found = entries.get(folder);
      const known = names.get(folder) ?? (found && new Set(found.map(({ name }) => name)));
      if (known) names.set(folder, known);
      return known;
    },
  };
}

/** No folder was walked through. */
export const nothingWalked: Pick<WalkedFolders, 'names'> = { names: () => undefined };
