import type { Command, Word } from '../../documents/command.ts';
import { baseName } from '../../text/path.ts';
import type { EngineVersion, VersionSetting } from '../engine.ts';
import { compareReleases, parseRelease } from '../version.ts';
import type { WrittenRelease } from './image.ts';

/** What the commands of a document install; undefined: nothing, or nothing certain. */
export type Installed = WrittenRelease | undefined;

/** The version that a command runs: its image's (undefined: not told), what the document installs, the setting, else the newest known. */
export function versionOf(
  command: Command,
  ofImage: WrittenRelease | undefined,
  installed: Installed,
  otherwise: EngineVersion,
): EngineVersion {
  if (ofImage !== undefined) return { ...ofImage, source: 'image' };
  if (command.image === undefined && installed !== undefined) return { ...installed, source: 'install' };
  return otherwise;
}

/** The version of a launch whose document tells none. */
export function settingOrNewest(setting: VersionSetting | undefined, newest: EngineVersion): EngineVersion {
  return setting === undefined ? newest : { ...setting, source: 'setting' };
}

/** The last `pip install PACKAGE==X` of a document. Different ones of which some may not run say nothing. */
export function installedVersion(commands: readonly Command[], packageName: string): Installed {
  let found: Installed;
  let doubtful = false;
  for (const command of commands) {
    const version = command.image === undefined ? installedBy(command, packageName) : undefined;
    if (version === undefined) continue;
    const differs = found !== undefined && compareReleases(found.release, version.release) !== 0;
    doubtful = command.conditional ? doubtful || differs : false;
    found = version;
  }
  return doubtful ? undefined : found;
}

function installedBy({ words }: Command, packageName: string): Installed {
  const from = installerAt(words);
  const install = from === undefined ? -1 : words.findIndex(({ text }, at) => at > from && text === 'install');
  if (install < 0) return undefined;
  const requirement = new RegExp(`^${packageName}(?:\\[[^\\]]*\\])?\\s*==\\s*([^,;\\s]+)$`);
  for (const { text } of words.slice(install + 1)) {
    const version = requirement.exec(text ?? '')?.[1];
    const release = version === undefined || version.includes('*') ? undefined : parseRelease(version);
    if (version !== undefined && release !== undefined) return { release, text: version };
  }
  return undefined;
}

/** Where the word `pip` stands in `pip install`, `uv pip install`, `python -m pip install`. */
function installerAt(words: readonly Word[]): number | undefined {
  const program = baseName(words[0]?.text ?? '');
  if (program.startsWith('pip')) return /^pip[\d.]*$/.test(program) ? 0 : undefined;
  if (program === 'uv') return words[1]?.text === 'pip' ? 1 : undefined;
  if (!program.startsWith('python') || words[1]?.text !== '-m') return undefined;
  return words[2]?.text === 'pip' ? 2 : undefined;
}
