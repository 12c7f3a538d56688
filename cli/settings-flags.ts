import type { Files } from '../shared/models/files.ts';
import { checkValues } from '../shared/settings/check-values.ts';
import { findSettings, settingsAt } from '../shared/settings/find-settings.ts';
import type { ReadSettings } from '../shared/settings/read-settings.ts';
import { defaultSettings, type Settings } from '../shared/settings/settings.ts';
import { settingsOver } from '../shared/settings/settings-from.ts';
import { t } from '../shared/text/localize.ts';
import { joinPath } from '../shared/text/path.ts';
import type { Arguments } from './arguments.ts';
import { UsageError } from './usage-error.ts';

/** Settings for a document: its settings file, or that of `--config`, with the flags over it. */
export type SettingsFor = (path: string) => ReadSettings;

/** Throws UsageError for a flag with a wrong value, or a `--config` that is not there. */
export function settingsReader(args: Arguments, files: Files, folder: string): SettingsFor {
  const { values, problems } = checkValues(flagValues(args));
  const problem = problems[0];
  if (problem) throw new UsageError(`${flagOf(problem.path)}: ${problem.message}`);
  const fixed = fixedPath(args, files, folder);
  const over = new Map<Settings, Settings>();
  return (path) => {
    const { settings, findings } =
      fixed === undefined ? findSettings(path, files, defaultSettings) : settingsAt(fixed, files, defaultSettings);
    const known = over.get(settings) ?? settingsOver(settings, values);
    over.set(settings, known);
    return { settings: known, findings };
  };
}

function fixedPath(args: Arguments, files: Files, folder: string): string | undefined {
  const given = args.one('config');
  if (given === undefined) return undefined;
  const path = joinPath(folder, given.replaceAll('\\', '/'));
  if (files.read(path) === undefined) throw new UsageError(t('--config: no file {0}', given));
  return path;
}

/** The flags as a settings file would say them. */
function flagValues(args: Arguments): Record<string, unknown> {
  const versions = args.all('engine-version').map(versionOf);
  const hardware = { ...given('gpu', args.one('gpu')), ...given('count', gpusOf(args.one('gpus'))) };
  return {
    ...given('engine', args.one('engine')),
    ...(versions.length > 0 ? { engineVersions: Object.fromEntries(versions) } : {}),
    ...(Object.keys(hardware).length > 0 ? { hardware } : {}),
    ...given('tensorParallel', targetsOf(args.one('tp'))),
  };
}

function versionOf(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(t('--engine-version takes ENGINE=VERSION, as vllm=0.11, not {0}', text));
  return [text.slice(0, at), text.slice(at + 1)];
}

function targetsOf(text: string | undefined) {
  if (text === undefined) return undefined;
  const targets = text.split(',').map(countOf);
  if (targets.includes(undefined)) throw new UsageError(t('--tp takes whole numbers from 1, as 2,4,8, not {0}', text));
  return { targets };
}

function gpusOf(text: string | undefined): number | undefined {
  const count = countOf(text ?? '');
  if (text !== undefined && count === undefined) throw new UsageError(t('--gpus takes a whole number from 1, not {0}', text));
  return count;
}

function countOf(text: string): number | undefined {
  return /^\s*0*[1-9]\d*\s*$/.test(text) ? Number(text) : undefined;
}

function given(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value };
}

function flagOf([section, key]: readonly (string | number)[]): string {
  if (section === 'engineVersions') return '--engine-version';
  if (section === 'tensorParallel') return '--tp';
  if (section === 'hardware') return key === 'count' ? '--gpus' : '--gpu';
  return `--${section}`;
}
