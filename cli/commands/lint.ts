import { joinPath } from '../../shared/text/path.ts';
import type { Arguments } from '../arguments.ts';
import { diskFiles } from '../files/disk-files.ts';
import { findDocuments } from '../files/find-documents.ts';
import { mayHoldDocument } from '../files/may-hold-document.ts';
import type { ExitCode, Io } from '../io.ts';
import { endingAgain } from '../kept/kept-run.ts';
import { keptRuns } from '../kept/kept-runs.ts';
import { questionOf } from '../kept/question.ts';
import { witness } from '../kept/witness.ts';

/** `shardlint lint`: findings of files, folders or standard input. The linter is loaded where something is to be linted. */
export async function lint(args: Arguments, io: Io): Promise<ExitCode> {
  if (args.paths.includes('-')) return (await import('../lint/lint-input.ts')).lintInput(args, io);
  const given = args.paths.length > 0 ? args.paths : ['.'];
  const listed = diskFiles();
  const wholeFolders = given.map((path) => joinPath(io.folder, path.replaceAll('\\', '/'))).filter((path) => listed.list(path));
  const found = findDocuments(given, io.folder, listed, mayHoldDocument);
  const runs = io.keeping && wholeFolders.length > 0 && mayKeep(args) ? keptRuns(io.keeping.folder, questionOf(args, io)) : undefined;
  const kept = found.missing.length === 0 ? runs?.read() : undefined;
  const ending = kept && endingAgain(kept, found.candidates, io.output);
  if (ending) {
    await io.output.write(ending.report);
    return ending.exitCode;
  }
  const seenBy = runs && witness();
  const files = diskFiles(seenBy);
  const { lintPaths } = await import('../lint/lint-paths.ts');
  return lintPaths({ args, io, files, wholeFolders, ...found, keeping: runs && seenBy && { runs, seenBy, kept } });
}

/** A fix changes what it was made from. */
function mayKeep(args: Arguments): boolean {
  return !args.has('fix') && !args.has('no-cache');
}
