import type { ModelConfig } from '../../model/model-config.ts';
import type { Quantization } from '../../model/quantization.ts';
import { isQuantized } from '../../model/quantized-modules.ts';
import type { LinearLayer } from './layers.ts';

/**
 * True if the checkpoint keeps this module of its decoder layers quantized. A list of exceptions may name a few layers only
 * (the first, the last), so several are asked and one is enough. Hybrid models have the module in some layers alone, which
 * the list of exceptions enumerates: there one exception speaks for all. A module goes by several names; an exception of any counts.
 */
export function keepsQuantized(model: ModelConfig, quantization: Quantization, modules: readonly string[]): boolean {
  if (exceptsNone(quantization)) return true;
  const answers = answersByCheckpoint.get(quantization) ?? new Map<string, boolean>();
  answersByCheckpoint.set(quantization, answers);
  const key = modules.join();
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = findsQuantized(model, quantization, modules);
  answers.set(key, answer);
  return answer;
}

/** Lists of exceptions run to thousands of names, and several constraints of several launches, and every width tried, ask the same of them. */
const answersByCheckpoint = new WeakMap<Quantization, Map<string, boolean>>();

function findsQuantized(model: ModelConfig, quantization: Quantization, modules: readonly string[]): boolean {
  const kept = (layer: number): boolean => {
    for (const prefix of prefixes)
      for (const module of modules) if (isQuantized(quantization, `${prefix}.${layer}.${module}`) === false) return false;
    return true;
  };
  return isHybrid(model) ? everyLayer(model).every(kept) : sampleLayers(model).some(kept);
}

/** The commonest checkpoint of all: every module of its decoder layers is quantized. */
function exceptsNone({ ignored }: Quantization): boolean {
  return ignored === undefined || ignored.value.every((name) => name === 'lm_head');
}

/** The layers that the checkpoint keeps quantized. */
export function quantizedLayers(model: ModelConfig, quantization: Quantization, layers: readonly LinearLayer[]): readonly LinearLayer[] {
  return layers.filter((layer) => keepsQuantized(model, quantization, layer.modules));
}

/** Names under which the routed experts of a layer are excepted. */
export function expertModules(model: ModelConfig): readonly string[] {
  if (/^gemma4/.test(model.decoder.modelType?.value ?? '')) return ['experts.0.down_proj', 'moe.experts.0.down_proj'];
  return ['mlp.experts.0.down_proj', 'block_sparse_moe.experts.0.w2', 'feed_forward.experts.0.down_proj', 'mixer.experts.0.down_proj'];
}

/** Where decoders keep their layers, by family. */
const prefixes = ['model.layers', 'language_model.model.layers', 'model.language_model.layers', 'backbone.layers'] as const;

function isHybrid({ decoder }: ModelConfig): boolean {
  return decoder.stateSpace !== undefined || decoder.linearAttention !== undefined;
}

function everyLayer(model: ModelConfig): readonly number[] {
  return Array.from({ length: Math.min(model.decoder.layers?.value ?? 1, 200) }, (_, layer) => layer);
}

function sampleLayers(model: ModelConfig): readonly number[] {
  const layers = model.decoder.layers?.value ?? 1;
  return [...new Set([0, Math.min(4, layers - 1), layers >> 1, layers - 1])].filter((layer) => layer >= 0);
}
