import { hostEnvironment } from '../../shared/models/host-environment.ts';
import type { Arguments } from '../arguments.ts';
import { type DiskFiles, diskFiles } from '../files/disk-files.ts';
import type { FoundDocuments } from '../files/find-documents.ts';
import type { ExitCode, Io } from '../io.ts';
import { type Ending, styleOf } from '../kept/ending.ts';
import { keptRun } from '../kept/kept-run.ts';
import type { KeptRuns } from '../kept/kept-runs.ts';
import type { StillKept } from '../kept/still-kept.ts';
import { type Witness, witness } from '../kept/witness.ts';
import { optimizeLater } from '../optimizer.ts';
import { type SettingsFor, settingsReader } from '../settings-flags.ts';
import type { LintTask } from '../threads.ts';
import { type FixedFile, fixFile } from './fix-file.ts';
import { answerToKeep, type JudgedCandidate, judgedBefore } from './kept-answers.ts';
import { type CandidateRun, lintCandidates } from './lint-candidates.ts';
import { lintContext } from './lint-context.ts';
import type { LintedFile } from './lint-file.ts';
import { shareLinter } from './lint-share.ts';
import { threadStarter } from './lint-threads.ts';
import { type LintRun, type RunReport, runReport } from './run-report.ts';
import { settled } from './settled.ts';

/** A run over files and folders. */
export interface PathsRun extends FoundDocuments {
  readonly args: Arguments;
  readonly io: Io;
  /** Folders of which every file is among the candidates. */
  readonly wholeFolders: readonly string[];
  /** Where the run is kept, and what is left of the last one; undefined where nothing is kept. */
  readonly keeping: { readonly runs: KeptRuns; readonly kept: StillKept | undefined } | undefined;
}

interface Tools {
  readonly files: DiskFiles;
  readonly settingsFor: SettingsFor;
  readonly seenBy: Witness | undefined;
}

/** Lints what the last run cannot answer, and reports all. */
export async function lintPaths(run: PathsRun): Promise<ExitCode> {
  optimizeLater();
  const { args, io, missing, wholeFolders, keeping } = run;
  const seenBy = keeping && witness();
  const files = diskFiles(seenBy);
  const settingsFor = settingsReader(args, files, io.folder);
  const settingsSeen = seenBy?.taken() ?? [];
  const started = performance.now();
  const judged = await judgedCandidates(run, { files, settingsFor, seenBy });
  const milliseconds = performance.now() - started;
  const said = runReport({ ...foundIn(judged), missing, wholeFolders }, args, io, files, settingsFor);
  await io.output.write(said.report);
  const isWorthKeeping = keeping?.kept !== undefined || milliseconds >= (keeping?.runs.worthMilliseconds ?? 0);
  if (keeping && seenBy && isWorthKeeping) {
    const answers = judged.map((one) => answerToKeep(one, settingsFor));
    keeping.runs.write(keptRun(answers, [...settingsSeen, ...seenBy.taken()], endingOf(said, io)));
  }
  return said.exitCode;
}

const longestReport = 5_000_000;

function endingOf({ report, exitCode }: RunReport, { output }: Io): Ending | undefined {
  return exitCode === 2 || report.length > longestReport ? undefined : { report, exitCode, style: styleOf(output) };
}

function foundIn(judged: readonly JudgedCandidate[]): Pick<LintRun, 'linted' | 'leftOut' | 'fixed'> {
  const outcomes = judged.map(({ outcome }) => outcome);
  const linted = outcomes.filter((outcome) => typeof outcome === 'object');
  return {
    linted: linted.map((each) => each.linted),
    leftOut: outcomes.filter((outcome) => typeof outcome === 'string'),
    fixed: linted.reduce((sum, { fixed }) => sum + fixed, 0),
  };
}

/** In the order of the candidates. */
async function judgedCandidates(run: PathsRun, tools: Tools): Promise<readonly JudgedCandidate[]> {
  const { candidates, keeping } = run;
  const answers = keeping?.kept?.answers();
  const known = new Map<string, JudgedCandidate>();
  for (const candidate of candidates) {
    const before = judgedBefore(candidate, answers?.get(candidate.path), tools);
    if (before !== undefined) known.set(candidate.path, before);
  }
  const open = candidates.filter(({ path }) => !known.has(path));
  const judged = open.length === 0 ? [] : await lintCandidates(open, candidateRun(run, tools));
  for (const [at, candidate] of open.entries()) {
    const one = judged[at];
    if (one !== undefined) known.set(candidate.path, { ...one, candidate });
  }
  return candidates.flatMap(({ path }) => known.get(path) ?? []);
}

function candidateRun({ args, io, wholeFolders }: PathsRun, { files, settingsFor, seenBy }: Tools): CandidateRun {
  const { folder } = io;
  const context = lintContext({ folder, wholeFolders, environment: hostEnvironment(io.environment), seenBy }, files, settingsFor);
  const finish = (linted: LintedFile): FixedFile =>
    args.has('fix') ? fixFile(linted, context, files) : settled(linted, args.has('quiet'));
  const task: LintTask = { name: 'lint', argv: args.argv, folder, wholeFolders, isWitnessed: seenBy !== undefined };
  return {
    lintShare: shareLinter(context, finish, seenBy),
    // A fix changes what is read of other files: one thread then knows of it.
    startThreads: args.has('fix') ? undefined : threadStarter(task, io, settingsFor),
    watched: args.has('quiet') ? undefined : io.errors,
  };
}
