import { denseLayers, layerParameters, matricesOf } from './layer-parameters.ts';
import type { ModelConfig } from './model-config.ts';

/**
 * Parameters of the decoder: embedding, head, attention, MLPs, experts and norms, without multi-token prediction, towers and
 * scales. Exact for the Llama, Mistral, Mixtral, Qwen2, Qwen3, Qwen3-MoE, DeepSeek-V3 and gpt-oss families; for others, within
 * about a percent, since biases and extra norms are left out. Undefined where a size is unknown, or the layers are of a kind that
 * is not counted (state space, linear attention).
 */
export function parameterCount(model: ModelConfig): number | undefined {
  const { decoder } = model;
  const hidden = decoder.hiddenSize?.value;
  const vocabulary = decoder.vocabularySize?.value;
  const layers = layerParameters(decoder);
  if (layers === undefined || hidden === undefined || vocabulary === undefined) return undefined;
  const head = decoder.tiedEmbeddings?.value === true ? 0 : vocabulary * hidden;
  const inLayers = layers.reduce((sum, { attention, experts, mlp, other }) => sum + attention + experts + mlp + other, 0);
  return vocabulary * hidden + head + hidden + inLayers;
}

/**
 * Parameters of all dense MLPs for one element of `intermediate_size`: what a padding adds for each. Undefined where the number of
 * dense layers is unknown.
 */
export function parametersPerWidth(model: ModelConfig): number | undefined {
  const { decoder } = model;
  const layers = decoder.layers?.value;
  const hidden = decoder.hiddenSize?.value;
  if (layers === undefined || hidden === undefined) return undefined;
  const dense = decoder.experts === undefined ? layers : denseLayers(decoder, decoder.experts, layers);
  return dense === undefined ? undefined : dense * matricesOf(decoder) * hidden;
}
