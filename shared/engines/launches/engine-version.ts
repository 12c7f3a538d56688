import type { Command, Word } from '../../documents/command.ts';
import { baseName } from '../../text/path.ts';
import type { EngineVersion, VersionSetting } from '../engine.ts';
import { compareReleases, parseRelease } from '../version.ts';
import type { WrittenRelease } from './image.ts';

/** What the commands of a document install; undefined: nothing, or nothing certain. */
export type Installed = WrittenRelease | undefined;

/** The version that a command runs: what the document installs where it runs, its image's (undefined: not told), the setting, else the newest known. */
export function versionOf(ofImage: WrittenRelease | undefined, installed: Installed, otherwise: EngineVersion): EngineVersion {
  if (installed !== undefined) return { ...installed, source: 'install' };
  if (ofImage !== undefined) return { ...ofImage, source: 'image' };
  return otherwise;
}

/** The version of a launch whose document tells none. */
export function settingOrNewest(setting: VersionSetting | undefined, newest: EngineVersion): EngineVersion {
  return setting === undefined ? newest : { ...setting, source: 'setting' };
}

/**
 * The last `pip install PACKAGE==X` of a document on the machine, or in the image, that `where` runs in. Different ones of which some may not
 * run say nothing.
 */
export function installedVersion(commands: readonly Command[], packageName: string, where: Word | undefined): Installed {
  let found: Installed;
  let doubtful = false;
  for (const command of commands) {
    const version = isSamePlace(command.image, where) ? installedBy(command, packageName) : undefined;
    if (version === undefined) continue;
    const differs = found !== undefined && compareReleases(found.release, version.release) !== 0;
    doubtful = command.conditional ? doubtful || differs : false;
    found = version;
  }
  return doubtful ? undefined : found;
}

/** One word of the document names the image of both. */
function isSamePlace(image: Word | undefined, where: Word | undefined): boolean {
  return image?.span.start === where?.span.start;
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

/** True for `pip install` in any of its spellings, whatever it installs. */
export function isInstall({ words }: Command): boolean {
  return installerAt(words) !== undefined;
}

/** Where the word `pip` stands in `pip install`, `uv pip install`, `python -m pip install`. */
function installerAt(words: readonly Word[]): number | undefined {
  const program = baseName(words[0]?.text ?? '');
  if (program.startsWith('pip')) return /^pip[\d.]*$/.test(program) ? 0 : undefined;
  if (program === 'uv') return words[1]?.text === 'pip' ? 1 : undefined;
  if (!program.startsWith('python') || words[1]?.text !== '-m') return undefined;
  return words[2]?.text === 'pip' ? 2 : undefined;
}
