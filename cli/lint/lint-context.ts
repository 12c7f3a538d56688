import type { DiskFiles } from '../files/disk-files.ts';
import { scriptsOnDisk } from '../files/scripts-around.ts';
import type { SettingsFor } from '../settings-flags.ts';
import type { LintContext } from './lint-file.ts';

export interface LintPlace {
  readonly folder: string;
  readonly wholeFolders: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
}

/** What the files of a run have in common; a thread of it makes its own. */
export function lintContext({ folder, wholeFolders, environment }: LintPlace, files: DiskFiles, settingsFor: SettingsFor): LintContext {
  return { files, scriptsAround: scriptsOnDisk(files), settingsFor, environment, folders: [folder, ...wholeFolders] };
}
