import { t } from '../../shared/text/localize.ts';
import { joinPath } from '../../shared/text/path.ts';
import type { Arguments } from '../arguments.ts';
import { type DiskFiles, diskFiles } from '../files/disk-files.ts';
import { type Candidate, findDocuments } from '../files/find-documents.ts';
import { scriptsOnDisk } from '../files/scripts-around.ts';
import { type LeftOut, mayHoldDocument, sourceAt, sourceOf } from '../files/source-at.ts';
import type { ExitCode, Io } from '../io.ts';
import { fixFile } from '../lint/fix-file.ts';
import { jsonReport } from '../lint/json-report.ts';
import { type LintContext, type LintedFile, lintFile } from '../lint/lint-file.ts';
import { withSettingsFindings } from '../lint/settings-findings.ts';
import { summaryOf } from '../lint/summary.ts';
import { textReport } from '../lint/text-report.ts';
import { readAll } from '../read-all.ts';
import { settingsReader } from '../settings-flags.ts';
import { shownFrom } from '../shown-path.ts';
import { UsageError } from '../usage-error.ts';

/** `shardlint lint`: findings of files, folders or standard input. */
export async function lint(args: Arguments, io: Io): Promise<ExitCode> {
  const files = diskFiles();
  const shownOf = shownFrom(io.folder);
  const settingsFor = settingsReader(args, files, io.folder);
  const { linted, leftOut, missing, fixed, wholeFolders } = args.paths.includes('-')
    ? await lintInput(args, io, {
        files,
        scriptsAround: scriptsOnDisk(files),
        settingsFor,
        environment: io.environment,
        folders: [io.folder],
      })
    : lintPaths(args, io, files, settingsFor);
  for (const path of missing) io.errors.write(`shardlint: ${t('no such file or folder: {0}', path)}\n`);
  const all = withSettingsFindings(linted, { settingsFor, wholeFolders, shownOf, textOf: files.read });
  const { errors, warnings } = summaryOf(all, leftOut, fixed);
  const shown = args.has('quiet') ? all.map(errorsOnly) : all;
  const summary = summaryOf(shown, leftOut, fixed);
  const report = { files: shown, summary };
  if (args.one('format') === 'json') await io.output.write(jsonReport(report, files, shownOf));
  // That there are no problems in nothing would hide that the path is wrong.
  else if (missing.length === 0 || all.length > 0) await io.output.write(textReport(report, files, shownOf, io.output));
  if (missing.length > 0) return 2;
  return errors > 0 || (args.has('strict') && warnings > 0) ? 1 : 0;
}

interface LintRun {
  readonly linted: readonly LintedFile[];
  readonly leftOut: readonly LeftOut[];
  readonly missing: readonly string[];
  readonly fixed: number;
  /** Folders of which every file was linted. */
  readonly wholeFolders: readonly string[];
}

async function lintInput(args: Arguments, io: Io, context: LintContext): Promise<LintRun> {
  const name = args.one('stdin-filename');
  if (args.paths.length > 1) throw new UsageError(t('standard input (-) cannot be checked together with other paths'));
  if (args.has('fix')) throw new UsageError(t('--fix needs a file; standard input cannot be rewritten'));
  if (name === undefined) throw new UsageError(t('- needs --stdin-filename, which says what kind of document it is'));
  const path = joinPath(io.folder, name.replaceAll('\\', '/'));
  const linted = lintFile(sourceOf(path, await readAll(io.input)), name, context);
  return { linted: linted ? [linted] : [], leftOut: [], missing: [], fixed: 0, wholeFolders: [] };
}

function lintPaths(args: Arguments, io: Io, files: DiskFiles, settingsFor: LintContext['settingsFor']): LintRun {
  const given = args.paths.length > 0 ? args.paths : ['.'];
  const { candidates, missing } = findDocuments(given, io.folder, files, mayHoldDocument);
  const wholeFolders = given.map((path) => joinPath(io.folder, path.replaceAll('\\', '/'))).filter((path) => files.list(path));
  const context = {
    files,
    scriptsAround: scriptsOnDisk(files),
    settingsFor,
    environment: io.environment,
    folders: [io.folder, ...wholeFolders],
  };
  const results = candidates.map((candidate) => lintCandidate(candidate, context, args.has('fix'), files));
  return {
    linted: results.flatMap((result) => (typeof result === 'object' ? [result.linted] : [])),
    leftOut: results.filter((result) => typeof result === 'string'),
    missing,
    wholeFolders,
    fixed: results.reduce((sum, result) => sum + (typeof result === 'object' ? result.fixed : 0), 0),
  };
}

function lintCandidate({ path, shown }: Candidate, context: LintContext, fix: boolean, files: DiskFiles) {
  const source = sourceAt(path, files);
  if (typeof source === 'string') return source;
  const linted = lintFile(source, shown, context);
  if (linted === undefined) return undefined;
  return fix ? fixFile(linted, context, files) : { linted, fixed: 0 };
}

function errorsOnly(file: LintedFile): LintedFile {
  return { ...file, findings: file.findings.filter(({ severity }) => severity === 'error') };
}
