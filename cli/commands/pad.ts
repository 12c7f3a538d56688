import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Refusal } from '../../shared/checkpoint/refusal.ts';
import { t } from '../../shared/text/localize.ts';
import { joinPath } from '../../shared/text/path.ts';
import type { Arguments } from '../arguments.ts';
import { diskFiles } from '../files/disk-files.ts';
import type { ExitCode, Io } from '../io.ts';
import { failureText } from '../pad/failure-text.ts';
import { partialOf, refuseOut } from '../pad/partial-folder.ts';
import { planJson, progressJson } from '../pad/plan-json.ts';
import { type PadPlan, type PadRequest, planPad } from '../pad/plan-pad.ts';
import { planText, sizeText } from '../pad/plan-text.ts';
import { progressBar } from '../pad/progress-bar.ts';
import { writeFolder } from '../pad/write-folder.ts';
import { settingsReader } from '../settings-flags.ts';
import { UsageError } from '../usage-error.ts';

/** `shardlint pad`: writes a copy of a checkpoint whose MLPs are wide enough for the sizes that are asked for. */
export async function pad(args: Arguments, io: Io): Promise<ExitCode> {
  const request = requestOf(args, io);
  const out = outOf(args, io);
  const asJson = args.one('format') === 'json';
  try {
    const plan = planPad(request, diskFiles());
    if (out !== undefined) refuseOut(out, plan.folder);
    const parent = out === undefined ? dirname(plan.folder) : dirname(resolve(out));
    await io.output.write(asJson ? planJson(plan, out) : planText(plan, out, parent));
    if (out === undefined || args.has('dry-run')) return 0;
    return await write(plan, out, args, io);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    io.errors.write(`shardlint: ${t('not padded: {0}', error.message)}\n`);
    return 1;
  }
}

async function write(plan: PadPlan, out: string, args: Arguments, io: Io): Promise<ExitCode> {
  const stop = new AbortController();
  io.whenInterrupted?.(() => stop.abort());
  const asJson = args.one('format') === 'json';
  const progress = asJson ? progressJson(io.output, plan.newBytes) : progressBar(io.errors, plan.newBytes);
  const started = performance.now();
  try {
    await writeFolder({ plan, out, resumes: args.has('resume'), onBytes: progress.add, signal: stop.signal });
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

function requestOf(args: Arguments, io: Io): PadRequest {
  const [model, more] = args.paths;
  if (model === undefined || more !== undefined) throw new UsageError(t('pad takes one folder with a model'));
  const folder = joinPath(io.folder, model.replaceAll('\\', '/'));
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(t('no folder {0}', model));
  const to = new Map(args.all('to').map(widthOf));
  if (!args.has('tp') && to.size === 0) throw new UsageError(t('pad needs --tp SIZE, or --to WIDTH'));
  const { settings } = settingsReader(args, diskFiles(), io.folder)(joinPath(folder, 'config.json'));
  return {
    folder,
    sizes: args.has('tp') ? settings.targets.sizes : [],
    groupSize: groupSizeOf(args.one('group-size')),
    to,
    layout: layoutOf(args.one('layout')),
    settings,
  };
}

function outOf(args: Arguments, io: Io): string | undefined {
  const out = args.one('out');
  if (out === undefined && !args.has('dry-run')) throw new UsageError(t('pad needs --out DIR, a new folder, or --dry-run'));
  return out === undefined ? undefined : resolve(io.folder, out);
}

/** `29696`, or `moe_intermediate_size=1024`. */
function widthOf(text: string): readonly [string, number] {
  const [, key = '', width] = /^(?:([\w.]+)=)?(\d+)$/.exec(text.trim()) ?? [];
  const value = Number(width);
  if (width === undefined || !(value > 0)) throw new UsageError(t('--to takes WIDTH or KEY=WIDTH, not {0}', text));
  return [key, value];
}

function groupSizeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new UsageError(t('--group-size takes a whole number from 1, not {0}', text));
  return value;
}

function layoutOf(text: string | undefined): PadRequest['layout'] {
  return text === 'interleaved' || text === 'appended' ? text : undefined;
}
