import type { DiskFiles } from '../files/disk-files.ts';
import { scriptsOnDisk } from '../files/scripts-around.ts';
import type { Witness } from '../kept/witness.ts';
import type { SettingsFor } from '../settings-flags.ts';
import type { LintContext } from './lint-file.ts';

export interface LintPlace {
  readonly folder: string;
  readonly wholeFolders: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  readonly seenBy: Witness | undefined;
}

/** What the files of a run have in common; a thread of it makes its own. */
export function lintContext({ seenBy, ...place }: LintPlace, files: DiskFiles, settingsFor: SettingsFor): LintContext {
  const { folder, wholeFolders, environment } = place;
  return { files, scriptsAround: scriptsOnDisk(files, seenBy), settingsFor, environment, folders: [folder, ...wholeFolders] };
}
