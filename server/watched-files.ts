import { besideFileNames, launchFileNames, modelFileNames } from '../shared/protocol.ts';
import { settingsFileName } from '../shared/settings/settings.ts';
import { baseName } from '../shared/text/path.ts';

/** Names of files that a client is asked to watch; a star stands for any characters. */
export const watchedNames: readonly string[] = [...modelFileNames, settingsFileName, ...launchFileNames, ...besideFileNames];

const patterns = new RegExp(`^(?:${watchedNames.map((name) => name.replaceAll('.', '\\.').replaceAll('*', '.*')).join('|')})$`);

/** True if a client that watches files tells when this one changes. What has no ending is a folder: what comes into it is told. */
export function isWatched(path: string): boolean {
  const name = baseName(path);
  return patterns.test(name) || !name.slice(1).includes('.');
}
