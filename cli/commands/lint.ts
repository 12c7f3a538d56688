import { joinPath } from '../../shared/text/path.ts';
import type { Arguments } from '../arguments.ts';
import { diskFiles } from '../files/disk-files.ts';
import { findDocuments } from '../files/find-documents.ts';
import { mayHoldDocument } from '../files/may-hold-document.ts';
import { walkedFolders } from '../files/walked-folders.ts';
import type { ExitCode, Io } from '../io.ts';
import { endingAgain } from '../kept/ending.ts';
import { type KeptRuns, keptRuns } from '../kept/kept-runs.ts';
import { questionOf } from '../kept/question.ts';

/** `shardlint lint`: findings of files, folders or standard input. The linter is loaded where something is to be linted. */
export async function lint(args: Arguments, io: Io): Promise<ExitCode> {
  if (args.paths.includes('-')) return (await import('../linter.ts')).lintInput(args, io);
  const given = args.paths.length > 0 ? args.paths : ['.'];
  const disk = diskFiles();
  const wholeFolders = given.map((path) => joinPath(io.folder, path.replaceAll('\\', '/'))).filter((path) => disk.list(path));
  const walked = walkedFolders();
  const found = findDocuments(given, io.folder, disk, mayHoldDocument, walked);
  const runs = found.missing.length === 0 ? runsLike(args, io, wholeFolders) : undefined;
  const kept = runs?.read(walked);
  const ending = kept && endingAgain(kept, found.candidates, io.output);
  if (ending) {
    await io.output.write(ending.report);
    return ending.exitCode;
  }
  const { lintPaths } = await import('../linter.ts');
  return lintPaths({ args, io, ...found, wholeFolders, keeping: runs && { runs, kept } });
}

/** Files alone are soon linted, and a fix changes what it was made from. */
function runsLike(args: Arguments, io: Io, wholeFolders: readonly string[]): KeptRuns | undefined {
  if (wholeFolders.length === 0 || args.has('fix') || args.has('no-cache')) return undefined;
  const { keeping } = io;
  return keeping && keptRuns(keeping, questionOf(args, io, keeping, wholeFolders));
}
