import type { DecoderShape, ExpertShape, LatentAttention, ModelConfig } from './model-config.ts';

/**
 * Parameters of the decoder: embedding, head, attention, MLPs, experts and norms, without multi-token prediction, towers and
 * scales. Exact for the Llama, Mistral, Mixtral, Qwen2, Qwen3, Qwen3-MoE, DeepSeek-V3 and gpt-oss families; for others, within
 * about a percent, since biases and extra norms are left out. Undefined where a size is unknown, or the layers are of a kind that
 * is not counted (state space, linear attention, sizes by layer).
 */
export function parameterCount(model: ModelConfig): number | undefined {
  const { decoder } = model;
  const layers = decoder.layers?.value;
  const hidden = decoder.hiddenSize?.value;
  const vocabulary = decoder.vocabularySize?.value;
  if (layers === undefined || hidden === undefined || vocabulary === undefined || isUncounted(decoder)) return undefined;
  const attention = attentionParameters(decoder, hidden);
  const feedForward = feedForwardParameters(decoder, hidden, layers);
  if (attention === undefined || feedForward === undefined) return undefined;
  const head = decoder.tiedEmbeddings?.value === true ? 0 : vocabulary * hidden;
  return vocabulary * hidden + head + hidden + layers * (attention + normsOf(decoder) * hidden) + feedForward;
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

function isUncounted(decoder: DecoderShape): boolean {
  return (
    decoder.stateSpace !== undefined ||
    decoder.linearAttention !== undefined ||
    decoder.intermediateSizeByLayer !== undefined ||
    decoder.keyValueHeadsByLayer !== undefined ||
    decoder.attentionHeadsByLayer !== undefined
  );
}

function attentionParameters(decoder: DecoderShape, hidden: number): number | undefined {
  const heads = decoder.attentionHeads?.value;
  const shared = decoder.keyValueHeads?.value;
  const width = decoder.headDim?.value;
  if (heads === undefined) return undefined;
  if (decoder.latentAttention !== undefined) return latentParameters(decoder.latentAttention, heads, hidden);
  if (shared === undefined || width === undefined) return undefined;
  const valueWidth = decoder.valueHeadDim?.value ?? width;
  const weights = hidden * (heads * width + shared * (width + valueWidth)) + heads * valueWidth * hidden;
  return weights + attentionExtras(decoder, heads, shared, width, hidden);
}

/** Biases, query and key norms, and attention sinks, where the family has them. */
function attentionExtras(decoder: DecoderShape, heads: number, shared: number, width: number, hidden: number): number {
  const type = decoder.modelType?.value ?? '';
  const biases = (heads + 2 * shared) * width;
  if (/^qwen2(_moe|_vl|_5_vl|_vl_text|_5_vl_text)?$/.test(type)) return biases;
  if (type === 'gpt_oss') return biases + hidden + heads;
  if (/^qwen3(_moe|_vl_text|_vl_moe_text)?$/.test(type)) return 2 * width;
  if (type === 'minimax_m2') return (heads + shared) * width;
  return 0;
}

function latentParameters(latent: LatentAttention, heads: number, hidden: number): number | undefined {
  const rank = latent.keyValueLoraRank.value;
  const rope = latent.queryKeyRopeHeadDim?.value;
  const rest = latent.queryKeyNopeHeadDim?.value;
  const value = latent.valueHeadDim?.value;
  if (rope === undefined || rest === undefined || value === undefined) return undefined;
  const queryRank = latent.queryLoraRank?.value;
  const query = heads * (rest + rope);
  const queries = queryRank === undefined ? hidden * query : hidden * queryRank + queryRank + query * queryRank;
  return queries + hidden * (rank + rope) + rank + heads * (rest + value) * rank + heads * value * hidden;
}

function feedForwardParameters(decoder: DecoderShape, hidden: number, layers: number): number | undefined {
  const width = decoder.intermediateSize?.value;
  const { experts } = decoder;
  if (experts === undefined) return width === undefined ? undefined : layers * matricesOf(decoder) * hidden * width;
  const dense = denseLayers(decoder, experts, layers);
  const each = expertLayerParameters(decoder, experts, hidden);
  if (dense === undefined || each === undefined || (dense > 0 && width === undefined)) return undefined;
  return dense * matricesOf(decoder) * hidden * (width ?? 0) + (layers - dense) * each;
}

function expertLayerParameters(decoder: DecoderShape, experts: ExpertShape, hidden: number): number | undefined {
  const width = experts.intermediateSize?.value;
  const count = experts.count.value;
  if (width === undefined) return undefined;
  const type = decoder.modelType?.value;
  const shared = experts.sharedIntermediateSize?.value ?? 0;
  const matrices = matricesOf(decoder);
  const routed = count * (matrices * hidden * width + (type === 'gpt_oss' ? 2 * width + hidden : 0));
  const gate = type !== undefined && /^qwen2_moe|^qwen3_next/.test(type) && shared > 0 ? hidden : 0;
  return routed + count * hidden + (hasRouterBias(type) ? count : 0) + matrices * hidden * shared + gate;
}

/** A bias for each expert at the router: DeepSeek-V3's correction, MiniMax-M2's and gpt-oss' own. */
function hasRouterBias(type: string | undefined): boolean {
  return type !== undefined && /^(deepseek_v3|deepseek_v32|kimi_k2|glm4_moe|glm_moe_dsa|minimax_m2|gpt_oss)$/.test(type);
}

/** Dense layers of a mixture of experts, where the file counts them. */
function denseLayers(decoder: DecoderShape, experts: ExpertShape, layers: number): number | undefined {
  if (experts.hasDenseLayers === false) return 0;
  const first = experts.firstDenseLayers?.value;
  return first === undefined || decoder.layers === undefined ? undefined : Math.min(first, layers);
}

/** Gate, up and down; two in families without a gate. */
function matricesOf(decoder: DecoderShape): number {
  return twoMatrices.has(decoder.modelType?.value ?? '') ? 2 : 3;
}

const twoMatrices: ReadonlySet<string> = new Set([
  'gpt2',
  'gptj',
  'gpt_neox',
  'gpt_bigcode',
  'bloom',
  'falcon',
  'RefinedWeb',
  'RefinedWebModel',
  'opt',
  'mpt',
  'phi',
  'starcoder2',
  'nemotron',
  'nemotron_h',
  'persimmon',
  'bert',
  'arcee',
  'apertus',
  'whisper',
  'codegen',
]);

/** Norms of a layer: before attention and MLP; Gemma has them after each as well. */
function normsOf(decoder: DecoderShape): number {
  return /^gemma[234]/.test(decoder.modelType?.value ?? '') ? 4 : 2;
}
