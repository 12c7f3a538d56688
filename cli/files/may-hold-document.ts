import { kindOf } from '../../shared/documents/kind-of.ts';
import { sideFileNames } from '../../shared/model/side-files.ts';
import { settingsFileName } from '../../shared/settings/settings.ts';
import { hasEnding } from './shebang.ts';

const ownNames: ReadonlySet<string> = new Set(['config.json', 'params.json', settingsFileName, ...sideFileNames]);

/** By name alone: whether a file in a folder is worth a look. */
export function mayHoldDocument(name: string): boolean {
  return ownNames.has(name) || !hasEnding(name) || kindOf(name) !== undefined;
}
