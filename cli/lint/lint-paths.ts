import { hostEnvironment } from '../../shared/models/host-environment.ts';
import type { Arguments } from '../arguments.ts';
import type { DiskFiles } from '../files/disk-files.ts';
import type { FoundDocuments } from '../files/find-documents.ts';
import type { ExitCode, Io } from '../io.ts';
import { type Ending, type FileAnswer, keptRun, type StillKept, styleOf } from '../kept/kept-run.ts';
import type { KeptRuns } from '../kept/kept-runs.ts';
import type { Witness } from '../kept/witness.ts';
import { optimizeLater } from '../optimizer.ts';
import { type SettingsFor, settingsReader } from '../settings-flags.ts';
import type { LintTask } from '../threads.ts';
import { type FixedFile, fixFile } from './fix-file.ts';
import { type CandidateRun, type LintThreads, lintCandidates } from './lint-candidates.ts';
import { lintContext } from './lint-context.ts';
import type { LintedFile } from './lint-file.ts';
import { type Judged, type LintShare, type Outcome, shareLinter } from './lint-share.ts';
import { type LintRun, type RunReport, runReport } from './run-report.ts';
import { receivedOutcome, receivedShare, sentOutcome } from './sent-outcomes.ts';
import { settled } from './settled.ts';

/** A run over files and folders. */
export interface PathsRun extends FoundDocuments {
  readonly args: Arguments;
  readonly io: Io;
  readonly files: DiskFiles;
  /** Folders of which every file is among the candidates. */
  readonly wholeFolders: readonly string[];
  /** Where the run is kept, and what is left of the last one; absent where nothing is kept. */
  readonly keeping: Keeping | undefined;
}

interface Keeping {
  readonly runs: KeptRuns;
  readonly seenBy: Witness;
  readonly kept: StillKept | undefined;
}

/** Lints what the last run cannot answer, and reports all. */
export async function lintPaths(run: PathsRun): Promise<ExitCode> {
  optimizeLater();
  const { args, io, files, missing, wholeFolders, keeping } = run;
  const settingsFor = settingsReader(args, files, io.folder);
  const before = keeping?.seenBy.taken() ?? [];
  const started = performance.now();
  const judged = await judgedCandidates(run, settingsFor);
  const isWorthKeeping = keeping?.kept !== undefined || performance.now() - started >= (io.keeping?.worthMilliseconds ?? 0);
  const said = runReport({ ...found(judged), missing, wholeFolders }, args, io, files, settingsFor);
  await io.output.write(said.report);
  if (keeping && isWorthKeeping && said.exitCode !== 2) {
    const { runs, seenBy } = keeping;
    const others = [...before, ...seenBy.taken()];
    runs.write(keptRun(answersOf(run, judged, settingsFor), others, endingOf(said, io)));
  }
  return said.exitCode;
}

const longestReport = 5_000_000;

function endingOf({ report, exitCode }: RunReport, { output }: Io): Ending | undefined {
  return exitCode === 2 || report.length > longestReport ? undefined : { report, exitCode, style: styleOf(output) };
}

function found(judged: readonly Judged[]): Pick<LintRun, 'linted' | 'leftOut' | 'fixed'> {
  const outcomes = judged.map(({ outcome }) => outcome);
  const linted = outcomes.filter((outcome) => typeof outcome === 'object');
  return {
    linted: linted.map((each) => each.linted),
    leftOut: outcomes.filter((outcome) => typeof outcome === 'string'),
    fixed: linted.reduce((sum, { fixed }) => sum + fixed, 0),
  };
}

/** In the order of the candidates. */
async function judgedCandidates(run: PathsRun, settingsFor: SettingsFor): Promise<readonly Judged[]> {
  const { candidates, files, keeping } = run;
  const known = new Map<string, Judged>();
  for (const { path } of candidates) {
    const kept = keeping?.kept?.files.get(path);
    if (kept !== undefined) known.set(path, { outcome: withText(receivedOutcome(kept.outcome, settingsFor), files), seen: kept.seen });
  }
  const open = candidates.filter(({ path }) => !known.has(path));
  const judged = open.length === 0 ? [] : await lintCandidates(open, candidateRun(run, settingsFor));
  for (const [at, { path }] of open.entries()) {
    const one = judged[at];
    if (one !== undefined) known.set(path, one);
  }
  return candidates.flatMap(({ path }) => known.get(path) ?? []);
}

function candidateRun({ args, io, files, wholeFolders, keeping }: PathsRun, settingsFor: SettingsFor): CandidateRun {
  const { folder } = io;
  const seenBy = keeping?.seenBy;
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

function threadStarter(task: LintTask, { startThreads }: Io, settingsFor: SettingsFor): () => LintThreads | undefined {
  return () => {
    const threads = startThreads?.(task);
    if (threads === undefined) return undefined;
    const { room, answer, close } = threads;
    const lint: LintShare = async (share) => {
      const answers = await answer(new TextEncoder().encode(JSON.stringify(share)));
      return receivedShare(new TextDecoder().decode(answers), settingsFor);
    };
    return { room, lint, close };
  };
}

/** Texts are not kept: where something is said of one, it is read again. */
function answersOf({ candidates }: PathsRun, judged: readonly Judged[], settingsFor: SettingsFor): readonly FileAnswer[] {
  return judged.flatMap(({ outcome, seen }, at) => {
    const path = candidates[at]?.path;
    const sent = sentOutcome(outcome, settingsFor);
    const short = typeof sent === 'object' ? { ...sent, source: { ...sent.source, text: '' } } : sent;
    return path === undefined ? [] : [{ path, outcome: short, seen }];
  });
}

function withText(outcome: Outcome, files: DiskFiles): Outcome {
  if (typeof outcome !== 'object' || outcome.linted.findings.length === 0) return outcome;
  const { linted, fixed } = outcome;
  return { linted: { ...linted, source: { ...linted.source, text: files.read(linted.source.path) ?? '' } }, fixed };
}
