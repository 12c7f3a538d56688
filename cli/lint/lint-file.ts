import { analyse } from '../../shared/lint/analyse.ts';
import { isUnjudged } from '../../shared/lint/analyse-launch-document.ts';
import type { Host, Source } from '../../shared/lint/analysis.ts';
import type { Finding } from '../../shared/lint/finding.ts';
import type { Files } from '../../shared/models/files.ts';
import { settingsFileName } from '../../shared/settings/find-settings.ts';
import { readSettings } from '../../shared/settings/read-settings.ts';
import type { Suppression } from '../../shared/settings/settings.ts';
import { baseName } from '../../shared/text/path.ts';
import { foldersHolding, type ScriptsAround } from '../files/scripts-around.ts';
import type { SettingsFor } from '../settings-flags.ts';

/** A file that was looked at, and what is to be said about it. */
export interface LintedFile {
  readonly source: Source;
  /** Path as the user would name it. */
  readonly shown: string;
  readonly launches: number;
  /** True where a launch could not be judged: its model or its size is not known. */
  readonly hasUnjudged?: boolean;
  readonly findings: readonly Finding[];
  /** Entries of the settings that silenced something here. */
  readonly usedSuppressions: readonly Suppression[];
}

export interface LintContext {
  readonly files: Files;
  readonly scriptsAround: ScriptsAround;
  readonly settingsFor: SettingsFor;
  readonly environment: ReadonlyMap<string, string>;
  /** Folders that were given, and the current one. */
  readonly folders: readonly string[];
}

/** Lints one file; undefined for one that is no launch document, no model's config and no settings file. */
export function lintFile(source: Source, shown: string, context: LintContext): LintedFile | undefined {
  if (baseName(source.path) === settingsFileName) {
    return { source, shown, launches: 0, findings: readSettings(source.path, source.text).findings, usedSuppressions: [] };
  }
  const analysis = analyse(source, hostFor(source.path, context));
  if (analysis === undefined) return undefined;
  const launches = analysis.launches.filter(({ assumed, path }) => !assumed && path === source.path);
  const hasUnjudged = launches.some(isUnjudged);
  return {
    source,
    shown,
    launches: launches.length,
    hasUnjudged,
    findings: inOrder(analysis.findings),
    usedSuppressions: analysis.usedSuppressions,
  };
}

function hostFor(path: string, { files, scriptsAround, settingsFor, environment, folders }: LintContext): Host {
  const workspaceFolders = foldersHolding(path, folders);
  return {
    files,
    environment,
    workspaceFolders,
    settingsFor: (of) => settingsFor(of).settings,
    scriptsAround: (of) => scriptsAround(of, workspaceFolders),
  };
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
