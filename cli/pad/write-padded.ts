import { Refusal } from '../../shared/checkpoint/refusal.ts';
import { t } from '../../shared/text/localize.ts';
import type { ExitCode, Io } from '../io.ts';
import { failureText } from './failure-text.ts';
import { partialOf } from './partial-folder.ts';
import { progressJson } from './plan-json.ts';
import type { PadPlan } from './plan-pad.ts';
import { sizeText } from './plan-text.ts';
import { progressBar } from './progress-bar.ts';
import { writeFolder } from './write-folder.ts';

export interface PaddedOutput {
  readonly out: string;
  readonly resumes: boolean;
  readonly asJson: boolean;
}

/** Writes what was planned, showing how far it is; Ctrl-C ends it with what to do next. Throws Refusal where nothing may be written. */
export async function writePadded(plan: PadPlan, { out, resumes, asJson }: PaddedOutput, io: Io): Promise<ExitCode> {
  const stop = new AbortController();
  io.whenInterrupted?.(() => stop.abort());
  const progress = asJson ? progressJson(io.output, plan.newBytes) : progressBar(io.errors, plan.newBytes);
  const started = performance.now();
  try {
    await writeFolder({ plan, out, resumes, onBytes: progress.add, signal: stop.signal });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    progress.clear();
    io.errors.write(`shardlint: ${failureText(error, partialOf(out), stop.signal.aborted)}\n`);
    return 2;
  }
  progress.clear();
  const seconds = (performance.now() - started) / 1000;
  await io.output.write(
    asJson
      ? `${JSON.stringify({ event: 'done', folder: out })}\n`
      : `${t('written and checked: {0} ({1} in {2} s)', out, sizeText(plan.newBytes), seconds.toFixed(1))}\n`,
  );
  return 0;
}
