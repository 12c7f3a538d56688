import { t } from '../../shared/text/localize.ts';
import type { Arguments } from '../arguments.ts';
import type { DiskFiles } from '../files/disk-files.ts';
import type { LeftOut } from '../files/first-look.ts';
import type { ExitCode, Io } from '../io.ts';
import type { SettingsFor } from '../settings-flags.ts';
import { shownFrom } from '../shown-path.ts';
import { jsonReport } from './json-report.ts';
import type { LintedFile } from './lint-file.ts';
import { withSettingsFindings } from './settings-findings.ts';
import { summaryOf } from './summary.ts';
import { textReport } from './text-report.ts';

/** What a run of `lint` found. */
export interface LintRun {
  readonly linted: readonly LintedFile[];
  readonly leftOut: readonly LeftOut[];
  /** Paths that were given and are not there. */
  readonly missing: readonly string[];
  readonly fixed: number;
  /** Folders of which every file was linted. */
  readonly wholeFolders: readonly string[];
}

export interface RunReport {
  readonly report: string;
  readonly exitCode: ExitCode;
}

/** What is said of a run, and how the program ends. */
export function runReport(run: LintRun, args: Arguments, io: Io, files: DiskFiles, settingsFor: SettingsFor): RunReport {
  const shownOf = shownFrom(io.folder);
  const { linted, leftOut, missing, fixed, wholeFolders } = run;
  for (const path of missing) io.errors.write(`shardlint: ${t('no such file or folder: {0}', path)}\n`);
  const all = withSettingsFindings(linted, { settingsFor, wholeFolders, shownOf, textOf: files.read });
  const { errors, warnings } = summaryOf(all, leftOut, fixed);
  const shown = args.has('quiet') ? all.map(errorsOnly) : all;
  const report = { files: shown, summary: summaryOf(shown, leftOut, fixed) };
  const exitCode = errors > 0 || (args.has('strict') && warnings > 0) ? 1 : 0;
  const said = missing.length > 0 ? 2 : exitCode;
  if (args.one('format') === 'json') return { report: jsonReport(report, files, shownOf), exitCode: said };
  // That there are no problems in nothing would hide that the path is wrong.
  const isNothing = missing.length > 0 && all.length === 0;
  return { report: isNothing ? '' : textReport(report, files, shownOf, io.output), exitCode: said };
}

function errorsOnly(file: LintedFile): LintedFile {
  return { ...file, findings: file.findings.filter(({ severity }) => severity === 'error') };
}
