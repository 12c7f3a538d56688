import { hostEnvironment } from '../../shared/models/host-environment.ts';
import { t } from '../../shared/text/localize.ts';
import { joinPath } from '../../shared/text/path.ts';
import type { Arguments } from '../arguments.ts';
import { diskFiles } from '../files/disk-files.ts';
import { sourceOf } from '../files/source-at.ts';
import type { ExitCode, Io } from '../io.ts';
import { readAll } from '../read-all.ts';
import { settingsReader } from '../settings-flags.ts';
import { UsageError } from '../usage-error.ts';
import { lintContext } from './lint-context.ts';
import { lintFile } from './lint-file.ts';
import { runReport } from './run-report.ts';

/** Lints standard input as the file that it stands for. */
export async function lintInput(args: Arguments, io: Io): Promise<ExitCode> {
  const files = diskFiles();
  const settingsFor = settingsReader(args, files, io.folder);
  const { folder } = io;
  const environment = hostEnvironment(io.environment);
  const context = lintContext({ folder, environment, wholeFolders: [], seenBy: undefined }, files, settingsFor);
  const name = nameOfInput(args);
  const path = joinPath(folder, name.replaceAll('\\', '/'));
  const linted = lintFile(sourceOf(path, await readAll(io.input)), name, context);
  const run = { linted: linted ? [linted] : [], leftOut: [], missing: [], fixed: 0, wholeFolders: [] };
  const { report, exitCode } = runReport(run, args, io, files, settingsFor);
  await io.output.write(report);
  return exitCode;
}

function nameOfInput(args: Arguments): string {
  const name = args.one('stdin-filename');
  if (args.paths.length > 1) throw new UsageError(t('standard input (-) cannot be checked together with other paths'));
  if (args.has('fix')) throw new UsageError(t('--fix needs a file; standard input cannot be rewritten'));
  if (name === undefined) throw new UsageError(t('- needs --stdin-filename, which says what kind of document it is'));
  return name;
}
