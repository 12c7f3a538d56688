import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { isQuantized } from '../../../../model/quantized-modules.ts';
import type { LinearLayer } from '../../layers.ts';

/** Where decoders keep their layers, by family. */
const prefixes = ['model.layers', 'language_model.model.layers', 'model.language_model.layers'] as const;

/**
 * True if at least one decoder layer keeps this module quantized. A list of exceptions may name a few layers only (the
 * first, the last), so several are asked; a module that is excepted under any of its possible names counts as excepted.
 */
export function keepsQuantized(model: ModelConfig, quantization: Quantization, modules: readonly string[]): boolean {
  const ignored = quantization.ignored?.value ?? [];
  if (ignored.length === 0 || ignored.every((name) => name === 'lm_head')) return true;
  return sampleLayers(model).some((layer) =>
    prefixes.every((prefix) => modules.every((module) => isQuantized(quantization, `${prefix}.${layer}.${module}`) !== false)),
  );
}

export function quantizedLayers(model: ModelConfig, quantization: Quantization, layers: readonly LinearLayer[]): readonly LinearLayer[] {
  return layers.filter((layer) => keepsQuantized(model, quantization, layer.modules));
}

/** Names under which the routed experts of a layer are excepted. */
export const expertModules: readonly string[] = ['mlp.experts.0.down_proj'];

function sampleLayers(model: ModelConfig): readonly number[] {
  const layers = model.decoder.layers?.value ?? 1;
  return [...new Set([0, Math.min(4, layers - 1), layers >> 1, layers - 1])].filter((layer) => layer >= 0);
}
