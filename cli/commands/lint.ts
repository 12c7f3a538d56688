import { t } from '../../shared/text/localize.ts';
import { joinPath } from '../../shared/text/path.ts';
import type { Arguments } from '../arguments.ts';
import { type DiskFiles, diskFiles } from '../files/disk-files.ts';
import { findDocuments } from '../files/find-documents.ts';
import type { LeftOut } from '../files/first-look.ts';
import { mayHoldDocument, sourceOf } from '../files/source-at.ts';
import type { ExitCode, Io } from '../io.ts';
import { type FixedFile, fixFile } from '../lint/fix-file.ts';
import { jsonReport } from '../lint/json-report.ts';
import { type LintThreads, lintCandidates } from '../lint/lint-candidates.ts';
import { lintContext } from '../lint/lint-context.ts';
import { type LintContext, type LintedFile, lintFile } from '../lint/lint-file.ts';
import { type LintShare, shareLinter } from '../lint/lint-share.ts';
import { receivedOutcomes } from '../lint/sent-outcomes.ts';
import { withSettingsFindings } from '../lint/settings-findings.ts';
import { settled } from '../lint/settled.ts';
import { summaryOf } from '../lint/summary.ts';
import { textReport } from '../lint/text-report.ts';
import { readAll } from '../read-all.ts';
import { settingsReader } from '../settings-flags.ts';
import { shownFrom } from '../shown-path.ts';
import type { LintTask } from '../threads.ts';
import { UsageError } from '../usage-error.ts';

/** `shardlint lint`: findings of files, folders or standard input. */
export async function lint(args: Arguments, io: Io): Promise<ExitCode> {
  const files = diskFiles();
  const shownOf = shownFrom(io.folder);
  const settingsFor = settingsReader(args, files, io.folder);
  const { linted, leftOut, missing, fixed, wholeFolders } = args.paths.includes('-')
    ? await lintInput(args, io, lintContext({ ...io, wholeFolders: [] }, files, settingsFor))
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
  const { folder, environment } = io;
  const context = lintContext({ folder, wholeFolders, environment }, files, settingsFor);
  const finish = (linted: LintedFile): FixedFile =>
    args.has('fix') ? fixFile(linted, context, files) : settled(linted, args.has('quiet'));
  const results = await lintCandidates(candidates, {
    lintShare: shareLinter(context, finish),
    // A fix changes what is read of other files: one thread then knows of it.
    startThreads: args.has('fix') ? undefined : threadStarter({ name: 'lint', argv: args.argv, folder, wholeFolders }, io, settingsFor),
    watched: args.has('quiet') ? undefined : io.errors,
  });
  const linted = results.filter((result) => typeof result === 'object');
  return {
    linted: linted.map((result) => result.linted),
    leftOut: results.filter((result) => typeof result === 'string'),
    missing,
    wholeFolders,
    fixed: linted.reduce((sum, { fixed }) => sum + fixed, 0),
  };
}

function threadStarter(task: LintTask, { startThreads }: Io, settingsFor: LintContext['settingsFor']): () => LintThreads | undefined {
  return () => {
    const threads = startThreads?.(task);
    if (threads === undefined) return undefined;
    const { room, answer, close } = threads;
    const lint: LintShare = async (share) => {
      const answers = await answer(new TextEncoder().encode(JSON.stringify(share)));
      return receivedOutcomes(new TextDecoder().decode(answers), settingsFor);
    };
    return { room, lint, close };
  };
}

function errorsOnly(file: LintedFile): LintedFile {
  return { ...file, findings: file.findings.filter(({ severity }) => severity === 'error') };
}
