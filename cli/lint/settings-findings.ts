import type { Finding } from '../../shared/lint/finding.ts';
import { needsModel } from '../../shared/lint/rules.ts';
import { unusedEntries } from '../../shared/lint/unused-suppressions.ts';
import { folderOf } from '../../shared/text/path.ts';
import { foldersHolding } from '../files/scripts-around.ts';
import type { SettingsFor } from '../settings-flags.ts';
import type { LintedFile } from './lint-file.ts';

/** How the run was asked for, as far as settings files are concerned. */
export interface SettingsRun {
  readonly settingsFor: SettingsFor;
  /** Folders that were linted whole: only there an entry that silenced nothing is of no use. */
  readonly wholeFolders: readonly string[];
  readonly shownOf: (path: string) => string;
  readonly textOf: (path: string) => string | undefined;
}

/** The linted files, and what is to be said about the settings files that were used for them. */
export function withSettingsFindings(linted: readonly LintedFile[], run: SettingsRun): readonly LintedFile[] {
  const said = new Map<string, readonly Finding[]>();
  for (const { source } of linted) {
    const { settings, findings } = run.settingsFor(source.path);
    if (settings.path === undefined || said.has(settings.path)) continue;
    said.set(settings.path, [...findings, ...unusedIn(settings.path, linted, run)]);
  }
  const others = linted.filter(({ source }) => !said.has(source.path));
  const own = [...said].flatMap(([path, findings]) =>
    findings.length > 0 || isLinted(path, linted) ? [settingsFile(path, findings, run)] : [],
  );
  return [...others, ...own];
}

function unusedIn(path: string, linted: readonly LintedFile[], { settingsFor, wholeFolders }: SettingsRun): readonly Finding[] {
  if (foldersHolding(folderOf(path), wholeFolders).length === 0) return [];
  const used = new Set(linted.flatMap(({ usedSuppressions }) => usedSuppressions));
  const open = linted.some(({ source, hasUnjudged }) => hasUnjudged === true && settingsFor(source.path).settings.path === path);
  return unusedEntries(
    path,
    settingsFor(path).settings.suppressions.filter(
      (entry) => !used.has(entry) && !(open && (entry.rule === '*' || needsModel(entry.rule))),
    ),
  );
}

function isLinted(path: string, linted: readonly LintedFile[]): boolean {
  return linted.some(({ source }) => source.path === path);
}

function settingsFile(path: string, findings: readonly Finding[], { shownOf, textOf }: SettingsRun): LintedFile {
  return { source: { path, text: textOf(path) ?? '' }, shown: shownOf(path), launches: 0, findings, usedSuppressions: [] };
}
