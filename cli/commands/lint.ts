import { t } from '../../shared/text/localize.ts';
import { joinPath } from '../../shared/text/path.ts';
import type { Arguments } from '../arguments.ts';
import { type DiskFiles, diskFiles } from '../files/disk-files.ts';
import { type Candidate, findDocuments } from '../files/find-documents.ts';
import type { FirstLook, LeftOut } from '../files/first-look.ts';
import { lookAtCandidates } from '../files/look-at-candidates.ts';
import { scriptsOnDisk } from '../files/scripts-around.ts';
import { mayHoldDocument, sourceOf } from '../files/source-at.ts';
import type { ExitCode, Io } from '../io.ts';
import { type FixedFile, fixFile } from '../lint/fix-file.ts';
import { jsonReport } from '../lint/json-report.ts';
import { type LintContext, type LintedFile, lintFile } from '../lint/lint-file.ts';
import { withSettingsFindings } from '../lint/settings-findings.ts';
import { summaryOf } from '../lint/summary.ts';
import { textReport } from '../lint/text-report.ts';
import { progressOn } from '../progress.ts';
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
    : await lintPaths(args, io, files, settingsFor);
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

async function lintPaths(args: Arguments, io: Io, files: DiskFiles, settingsFor: LintContext['settingsFor']): Promise<LintRun> {
  const given = args.paths.length > 0 ? args.paths : ['.'];
  const { candidates, missing } = findDocuments(given, io.folder, files, mayHoldDocument);
  const wholeFolders = given.map((path) => joinPath(io.folder, path.replaceAll('\\', '/'))).filter((path) => files.list(path));
  const folders = [io.folder, ...wholeFolders];
  const context = { files, scriptsAround: scriptsOnDisk(files), settingsFor, environment: io.environment, folders };
  const lintOne: LintOne = (candidate, look) => lintCandidate(candidate, look, context, args.has('fix') ? files : undefined);
  const results = await inTurn(candidates, lintOne, args.has('quiet') ? undefined : io.errors);
  const linted = results.filter((result) => typeof result === 'object');
  return {
    linted: linted.map((result) => result.linted),
    leftOut: results.filter((result) => typeof result === 'string'),
    missing,
    wholeFolders,
    fixed: linted.reduce((sum, { fixed }) => sum + fixed, 0),
  };
}

/** What became of a candidate; undefined: there is nothing of ours in it. */
type LintOne = (candidate: Candidate, look: FirstLook) => FixedFile | LeftOut | undefined;

async function inTurn(candidates: readonly Candidate[], lintOne: LintOne, watched: Io['errors'] | undefined) {
  const progress = progressOn(watched);
  const results: ReturnType<LintOne>[] = [];
  try {
    for await (const batch of lookAtCandidates(candidates)) {
      for (const { candidate, look } of batch) {
        results.push(lintOne(candidate, look));
        progress.at(results.length, candidates.length);
      }
    }
  } finally {
    progress.end();
  }
  return results;
}

/** Fixes the file where its safe fixes are to be written to `fixed`. */
function lintCandidate({ path, shown }: Candidate, look: FirstLook, context: LintContext, fixed: DiskFiles | undefined) {
  if (look === 'nothing') return undefined;
  if (typeof look === 'string') return look;
  const linted = lintFile(sourceOf(path, look.text), shown, context);
  if (linted === undefined) return undefined;
  return fixed === undefined ? { linted, fixed: 0 } : fixFile(linted, context, fixed);
}

function errorsOnly(file: LintedFile): LintedFile {
  return { ...file, findings: file.findings.filter(({ severity }) => severity === 'error') };
}
