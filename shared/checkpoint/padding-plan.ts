import type { ModelConfig } from '../model/model-config.ts';
import { t } from '../text/localize.ts';
import type { Checkpoint } from './checkpoint.ts';
import { checkCompleteness, refuseUnknownTensors } from './completeness.ts';
import { fusedLayoutOf, stackOrderOf } from './fused-layouts.ts';
import { type MlpModule, mlpModulesOf } from './mlp-modules.ts';
import { Refusal } from './refusal.ts';
import { bytesOf } from './safetensors-header.ts';
import { refuseMethod } from './storage/refused-methods.ts';
import { isPlain, widenStored } from './storage/storage-of.ts';
import { changedShape, type TensorChange } from './tensor-change.ts';
import { type MlpRole, type Widening, wideningsOf } from './widths.ts';

/** What is to be padded. */
export interface PaddingTask {
  readonly checkpoint: Checkpoint;
  readonly model: ModelConfig;
  /** The same model with its config read again after the edit. */
  readonly padded: ModelConfig;
  /** Where the zeros go: after each channel from the first on, or after the last one. */
  readonly layout: 'interleaved' | 'appended';
  /** The text of a file of the model. */
  readonly readText: (path: string) => string | undefined;
}

/** What becomes of each tensor. */
export interface PaddingPlan {
  readonly changes: ReadonlyMap<string, TensorChange>;
  readonly widenings: ReadonlyMap<MlpRole, Widening>;
  /** MLPs that are widened; each expert counts. */
  readonly mlps: number;
  readonly addedBytes: number;
  readonly addedElements: number;
}

/** Decides everything before anything is written. Throws Refusal for a checkpoint that cannot be padded exactly. */
export function planPadding(task: PaddingTask): PaddingPlan {
  const { checkpoint, model, padded, readText } = task;
  const { quantization } = model;
  if (quantization) refuseMethod(quantization, readText(quantization.path) ?? '');
  refuseModel(model);
  const widenings = wideningsOf(model, padded);
  const modules = mlpModulesOf(checkpoint.tensors.values(), new Set(widenings.keys()));
  checkCompleteness(modules, model, widenings);
  if (task.layout === 'interleaved') refuseInterleaving(modules, widenings);
  const changes = new Map(modules.flatMap((module) => changesOf(module, task, widenings)));
  refuseUnknownTensors(checkpoint, model, widenings, modules);
  return { changes, widenings, mlps: new Set(modules.map(({ parent }) => parent)).size, ...growthOf(checkpoint, changes) };
}

function changesOf(
  module: MlpModule,
  { model, layout }: PaddingTask,
  widenings: ReadonlyMap<MlpRole, Widening>,
): readonly (readonly [string, TensorChange])[] {
  const widening = widenings.get(module.role);
  if (!widening) return [];
  const types = modelTypesOf(model);
  const known = { fused: fusedLayoutOf(types), stackOrder: stackOrderOf(types), interleaved: layout === 'interleaved' };
  return widenStored({ module, widening, ...known }, model.quantization).map(([tensor, change]) => [tensor.name, change] as const);
}

function modelTypesOf({ modelType, decoder }: ModelConfig): readonly string[] {
  return [decoder.modelType?.value, modelType?.value].filter((type) => type !== undefined);
}

/** Families whose MLP is not made of matrices [out, in], or whose width means more than the MLP's. */
function refuseModel(model: ModelConfig): void {
  const type = modelTypesOf(model).find((one) => transposed.has(one));
  if (type !== undefined) throw new Refusal(t('{0} stores its matrices transposed', type));
  if (model.decoder.intermediateSizeByLayer) throw new Refusal(t('the width differs from layer to layer'));
}

const transposed: ReadonlySet<string> = new Set(['gpt2', 'imagegpt', 'openai-gpt', 'jais', 'dbrx']);

function refuseInterleaving(modules: readonly MlpModule[], widenings: ReadonlyMap<MlpRole, Widening>): void {
  const quantized = modules.find((module) => !isPlain(module));
  if (quantized)
    throw new Refusal(
      t('{0} is quantized: zeros between its channels would fall into groups that are full; they can only be appended', quantized.name),
    );
  const [wide] = [...widenings.values()].filter(({ from, to }) => to > 2 * from);
  if (wide) throw new Refusal(t('more zeros than channels cannot be interleaved'));
}

function growthOf({ tensors }: Checkpoint, changes: ReadonlyMap<string, TensorChange>): Pick<PaddingPlan, 'addedBytes' | 'addedElements'> {
  let addedBytes = 0;
  let addedElements = 0;
  for (const [name, change] of changes) {
    const tensor = tensors.get(name);
    if (!tensor) continue;
    const shape = changedShape(tensor, change);
    addedBytes += (bytesOf({ dtype: tensor.dtype, shape }) ?? 0) - (tensor.end - tensor.begin);
    addedElements += shape.reduce(product, 1) - tensor.shape.reduce(product, 1);
  }
  return { addedBytes, addedElements };
}

function product(a: number, b: number): number {
  return a * b;
}
