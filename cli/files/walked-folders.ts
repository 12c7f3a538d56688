import { type Dirent, readdirSync } from 'node:fs';

/** Folders as they were when they were walked through. */
export interface WalkedFolders {
  /** What is in a folder; throws as the disk does. */
  readonly read: (folder: string) => readonly Dirent[];
  /** The names in a folder that was read; undefined for another one. */
  readonly names: (folder: string) => readonly string[] | undefined;
  /** True if a folder was read and there is nothing in it that any disk would take for the name. */
  readonly lacks: (folder: string, name: string) => boolean;
}

/** Remembers what is read, so that nothing in it needs to be asked for again. */
export function walkedFolders(): WalkedFolders {
  const entries = new Map<string, readonly Dirent[]>();
  const folded = new Map<string, ReadonlySet<string>>();
  const names = (folder: string): readonly string[] | undefined => entries.get(folder)?.map(({ name }) => name);
  return {
    read: (folder) => {
      const found = readdirSync(folder, { withFileTypes: true });
      entries.set(folder, found);
      return found;
    },
    names,
    lacks: (folder, name) => {
      const found = entries.has(folder) ? (folded.get(folder) ?? new Set(names(folder)?.map(fold))) : undefined;
      if (found) folded.set(folder, found);
      return found?.has(fold(name)) === false;
    },
  };
}

/** No folder was walked through. */
export const nothingWalked: Pick<WalkedFolders, 'names' | 'lacks'> = { names: () => undefined, lacks: () => false };

/** Disks of macOS and Windows find a file by its name in other cases, and in another form of its accents. */
function fold(name: string): string {
  return name.normalize().toLowerCase();
}
