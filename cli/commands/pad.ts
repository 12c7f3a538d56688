import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Refusal } from '../../shared/checkpoint/refusal.ts';
import { engineOf } from '../../shared/engines/registry.ts';
import { loadModel } from '../../shared/models/load-model.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { t } from '../../shared/text/localize.ts';
import { joinPath } from '../../shared/text/path.ts';
import type { Arguments } from '../arguments.ts';
import { diskFiles } from '../files/disk-files.ts';
import type { ExitCode, Io } from '../io.ts';
import { decideWidths } from '../pad/decide-widths.ts';
import { refuseOut } from '../pad/partial-folder.ts';
import { planJson } from '../pad/plan-json.ts';
import { type PadRequest, planPad } from '../pad/plan-pad.ts';
import { planText } from '../pad/plan-text.ts';
import { writePadded } from '../pad/write-padded.ts';
import { settingsReader } from '../settings-flags.ts';
import { UsageError } from '../usage-error.ts';

/** `shardlint pad`: writes a copy of a checkpoint whose MLPs are wide enough for the sizes that are asked for. */
export async function pad(args: Arguments, io: Io): Promise<ExitCode> {
  const { settings, ...request } = requestOf(args, io);
  const out = outOf(args, io);
  const asJson = args.one('format') === 'json';
  try {
    const plan = planPad(request, diskFiles());
    if (out !== undefined) refuseOut(out, plan.folder);
    const parent = out === undefined ? dirname(plan.folder) : dirname(resolve(out));
    await io.output.write(asJson ? planJson(plan, out) : planText(plan, engineOf(settings.engine).title, out, parent));
    if (out === undefined || args.has('dry-run')) return 0;
    return await writePadded(plan, { out, resumes: args.has('resume'), asJson }, io);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    io.errors.write(`shardlint: ${t('not padded: {0}', error.message)}\n`);
    return 1;
  }
}

function requestOf(args: Arguments, io: Io): PadRequest & { readonly settings: Settings } {
  const [model, more] = args.paths;
  if (model === undefined || more !== undefined) throw new UsageError(t('pad takes one folder with a model'));
  const folder = joinPath(io.folder, model.replaceAll('\\', '/'));
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(t('no folder {0}', model));
  const to = new Map(args.all('to').map(widthOf));
  if (!args.has('tp') && to.size === 0) throw new UsageError(t('pad needs --tp SIZE, or --to WIDTH'));
  const { settings } = settingsReader(args, diskFiles(), io.folder)(joinPath(folder, 'config.json'));
  const groupSize = groupSizeOf(args.one('group-size'));
  const sizes = args.has('tp') ? settings.targets.sizes : [];
  // With a group size the weights are quantized next: a group of nothing but zeros would be a bad start.
  const layout = layoutOf(args.one('layout')) ?? (groupSize !== undefined && !isQuantized(folder) ? 'interleaved' : 'appended');
  return { folder, layout, decide: decideWidths({ sizes, groupSize, to, settings }), settings };
}

function isQuantized(folder: string): boolean {
  return loadModel(joinPath(folder, 'config.json'), diskFiles())?.quantization !== undefined;
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

function layoutOf(text: string | undefined): PadRequest['layout'] | undefined {
  return text === 'interleaved' || text === 'appended' ? text : undefined;
}
