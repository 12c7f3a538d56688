import type { Command } from '../documents/command.ts';
import type { MovedFolder } from '../models/moved-folders.ts';
import type { Settings } from '../settings/settings.ts';
import { folderOf, joinPath } from '../text/path.ts';
import type { Host } from './analysis.ts';

/** Folders that a launch sees under another path: what its container mounts, then what the settings say. */
export function movedFoldersOf(command: Command | undefined, path: string, host: Host, settings: Settings): readonly MovedFolder[] {
  const mounts = (command?.mounts ?? []).flatMap(({ inside, outside }) => movedTo(inside, outside, [folderOf(path)], host));
  const said = settings.modelPaths.flatMap(({ prefix, folder }) => movedTo(prefix, folder, host.workspaceFolders, host));
  return [...mounts, ...said];
}

/** A relative folder counts from each of the `bases`; `~` is the home folder. */
function movedTo(inside: string, outside: string, bases: readonly string[], { environment }: Host): readonly MovedFolder[] {
  if (!/^~(?:\/|$)/.test(outside)) return bases.map((base) => ({ inside, outside: joinPath(base, outside) }));
  const home = environment.get('HOME') ?? environment.get('USERPROFILE')?.replaceAll('\\', '/');
  return home === undefined ? [] : [{ inside, outside: joinPath(`${home}${outside.slice(1)}`) }];
}
