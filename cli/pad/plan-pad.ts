import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Shard } from '../../shared/checkpoint/checkpoint.ts';
import { paddedIndex } from '../../shared/checkpoint/checkpoint-index.ts';
import { type PaddedHeader, paddedHeader } from '../../shared/checkpoint/padded-header.ts';
import { type PaddingPlan, planPadding } from '../../shared/checkpoint/padding-plan.ts';
import { Refusal } from '../../shared/checkpoint/refusal.ts';
import type { Engine } from '../../shared/engines/engine.ts';
import { engineOf } from '../../shared/engines/registry.ts';
import { parseJson } from '../../shared/model/json/parse-json.ts';
import type { ModelConfig } from '../../shared/model/model-config.ts';
import type { Files } from '../../shared/models/files.ts';
import { loadModel } from '../../shared/models/load-model.ts';
import { overlayFiles } from '../../shared/models/memory-files.ts';
import { type PaddedWidths, type PaddingGoal, paddedWidths, widthFields } from '../../shared/plan/padded-widths.ts';
import { unitOf } from '../../shared/plan/padding.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { t } from '../../shared/text/localize.ts';
import { joinPath } from '../../shared/text/path.ts';
import { type OtherFiles, otherFiles } from './other-files.ts';
import { readCheckpoint } from './read-checkpoint.ts';

/** What the user asked for. */
export interface PadRequest {
  /** The model's folder, absolute. */
  readonly folder: string;
  /** Empty: only the widths that were chosen. */
  readonly sizes: readonly number[];
  readonly groupSize: number | undefined;
  /** By key; '' for the width that needs it. */
  readonly to: ReadonlyMap<string, number>;
  readonly layout: 'interleaved' | 'appended' | undefined;
  readonly settings: Settings;
}

/** Everything that is decided before the first byte is written. */
export interface PadPlan {
  readonly folder: string;
  readonly engine: Engine;
  readonly layout: 'interleaved' | 'appended';
  readonly widths: PaddedWidths;
  readonly plan: PaddingPlan;
  readonly shards: readonly PlannedShard[];
  readonly others: OtherFiles;
  /** Texts of files that are not copied but written anew. */
  readonly texts: ReadonlyMap<string, string>;
  readonly oldBytes: number;
  readonly newBytes: number;
  readonly tensors: number;
}

export interface PlannedShard {
  readonly shard: Shard;
  readonly padded: PaddedHeader;
  /** When the file was last changed, to see that it stays the same meanwhile. */
  readonly changed: number;
}

/** Reads the folder and decides. Throws Refusal, with the reason, where it cannot be padded exactly, and where it need not be. */
export function planPad(request: PadRequest, files: Files): PadPlan {
  const folder = realpathSync(request.folder);
  const names = readdirSync(folder);
  const checkpoint = readCheckpoint(folder, names);
  const { model, text, configPath } = readModel(request.folder, files);
  const engine = engineOf(request.settings.engine);
  const goal = goalOf(request, { model, text, engine, files, configPath });
  const widths = paddedWidths(goal);
  refuseRest(goal, widths);
  const layout = request.layout ?? (model.quantization === undefined && request.groupSize !== undefined ? 'interleaved' : 'appended');
  const plan = planPadding({ checkpoint, model, padded: widths.model, layout, readText: files.read });
  const shards = checkpoint.shards.map((shard) => ({
    shard,
    padded: paddedHeader(shard, plan.changes),
    changed: statSync(join(folder, shard.file)).mtimeMs,
  }));
  const others = otherFiles(folder, new Set(shards.map(({ shard }) => shard.file)));
  const texts = new Map([...indexText(checkpoint.indexText, plan), ['config.json', widths.text] as const]);
  const bytesBeside = others.copied.reduce((sum, { size }) => sum + size, 0);
  return {
    folder,
    engine,
    layout,
    widths,
    plan,
    shards,
    others,
    texts,
    oldBytes: shards.reduce((sum, { shard }) => sum + shard.size, bytesBeside),
    newBytes: shards.reduce((sum, { padded }) => sum + padded.size, bytesBeside),
    tensors: checkpoint.tensors.size,
  };
}

function readModel(folder: string, files: Files): { readonly model: ModelConfig; readonly text: string; readonly configPath: string } {
  const configPath = joinPath(folder.replaceAll('\\', '/'), 'config.json');
  const text = files.read(configPath);
  if (text === undefined) throw new Refusal(t('no config.json in {0}', folder));
  if (parseJson(text).syntaxError) throw new Refusal(t('config.json is not valid JSON'));
  const model = loadModel(configPath, files);
  if (!model) throw new Refusal(t('config.json is not a model’s'));
  return { model, text, configPath };
}

interface Known {
  readonly model: ModelConfig;
  readonly text: string;
  readonly engine: Engine;
  readonly files: Files;
  readonly configPath: string;
}

function goalOf(request: PadRequest, { model, text, engine, files, configPath }: Known): PaddingGoal {
  const edited = (newText: string): Files => ({
    read: (path) => (path === configPath ? newText : undefined),
    exists: (path) => path === configPath,
    list: () => undefined,
  });
  const { sizes, groupSize, settings } = request;
  refuseGroupSize(model, groupSize);
  const goal = {
    model,
    text,
    engine,
    settings,
    sizes,
    groupSize,
    read: (newText: string) => loadModel(configPath, overlayFiles(edited(newText), files)),
  };
  return { ...goal, chosen: chosenWidths(request, { ...goal, chosen: new Map() }) };
}

/** A group size is for weights that are quantized later; those that are quantized have one. */
function refuseGroupSize(model: ModelConfig, groupSize: number | undefined): void {
  const own = model.quantization?.schemes[0]?.weights.groupSize?.value;
  if (groupSize === undefined || model.quantization === undefined || own === groupSize) return;
  throw new Refusal(
    own === undefined
      ? t('the checkpoint is quantized without groups; --group-size is for one that is quantized later')
      : t('the checkpoint is quantized in groups of {0}, not of {1}', own, groupSize),
  );
}

/** `--to N` without a key is for the width that stands in the way, or the decoder's own. */
function chosenWidths({ to, sizes }: PadRequest, goal: PaddingGoal): ReadonlyMap<string, number> {
  const fields = widthFields(goal.model);
  const chosen = new Map<string, number>();
  for (const [key, width] of to) {
    const field = key === '' ? fieldMeant(goal, sizes) : fields.find((fact) => fact.key === key)?.key;
    const old = fields.find((fact) => fact.key === field)?.value;
    if (field === undefined || old === undefined)
      throw new Refusal(t('config.json writes no width {0}; it has {1}', key, fields.map((fact) => fact.key).join(', ') || t('none')));
    if (width < old) throw new Refusal(t('{0} is {1} already; weights are never cut away', field, old));
    const unit = unitOf(goal.model);
    if (width % unit !== 0 && goal.model.vision?.intermediateSize?.key !== field)
      throw new Refusal(t('{0} is not a multiple of {1}, the group or block that the weights are stored in', width, unit));
    chosen.set(field, width);
  }
  return chosen;
}

function fieldMeant(goal: PaddingGoal, sizes: readonly number[]): string | undefined {
  const needed = sizes.length === 0 ? [] : paddedWidths(goal).changed.map(({ key }) => key);
  if (needed.length > 1) throw new Refusal(t('several widths are in the way ({0}); say which with --to KEY=WIDTH', needed.join(', ')));
  return needed[0] ?? widthFields(goal.model)[0]?.key;
}

/** Padding serves for widths alone: what else stands against a size is told instead. */
function refuseRest({ engine, sizes }: PaddingGoal, { changed, remaining }: PaddedWidths): void {
  const [first] = remaining;
  if (first !== undefined) throw new Refusal(t('padding does not help on {0}: {1}', engine.title, first));
  if (changed.length > 0) return;
  throw new Refusal(
    sizes.length === 0 ? t('nothing to pad') : t('nothing to pad: {0} takes the model at TP {1} as it is', engine.title, sizes.join(', ')),
  );
}

function indexText(text: string | undefined, { addedBytes, addedElements }: PaddingPlan): readonly (readonly [string, string])[] {
  return text === undefined ? [] : [['model.safetensors.index.json', paddedIndex(text, addedBytes, addedElements)]];
}
