import type { DecoderShape, ExpertShape, LatentAttention } from './model-config.ts';

/** Parameters of one decoder layer, by what a quantization method may store differently. */
export interface LayerParameters {
  /** Weights of the attention's linear layers. */
  readonly attention: number;
  /** Weights of a dense MLP, or of the shared experts. */
  readonly mlp: number;
  /** Weights of the routed experts. */
  readonly experts: number;
  /** Norms, biases and the router: never quantized. */
  readonly other: number;
}

/**
 * Parameters of each layer of the decoder, first to last. Undefined where a size is unknown, or a layer is of a kind that is not counted
 * (state space, linear attention).
 */
export function layerParameters(decoder: DecoderShape): readonly LayerParameters[] | undefined {
  const layers = decoder.layers?.value;
  const hidden = decoder.hiddenSize?.value;
  if (layers === undefined || hidden === undefined || layers > mostLayers || isUncounted(decoder)) return undefined;
  const counted: LayerParameters[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const attention = attentionParameters(decoder, hidden, layer);
    const feedForward = feedForwardParameters(decoder, hidden, layer);
    if (attention === undefined || feedForward === undefined) return undefined;
    const other = attention.other + feedForward.other + normsOf(decoder) * hidden;
    counted.push({ attention: attention.weights, mlp: feedForward.mlp, experts: feedForward.experts, other });
  }
  return counted;
}

/** No model has as many; a file that says more is not believed. */
const mostLayers = 2000;

function isUncounted(decoder: DecoderShape): boolean {
  if (decoder.stateSpace !== undefined || decoder.linearAttention !== undefined) return true;
  if (otherLayers.test(decoder.modelType?.value ?? '')) return true;
  const lists = [decoder.attentionHeadsByLayer, decoder.keyValueHeadsByLayer, decoder.intermediateSizeByLayer];
  return lists.some((list) => list !== undefined && list.value.length !== decoder.layers?.value);
}

/** Families with layers of other kinds by default, or with weights of their own in each layer, whatever the file says. */
const otherLayers = /^(qwen3_next|qwen3_5|lfm2|jamba|bamba|gemma3n)/;

interface AttentionParameters {
  readonly weights: number;
  /** Biases, query and key norms, and attention sinks. */
  readonly other: number;
}

function attentionParameters(decoder: DecoderShape, hidden: number, layer: number): AttentionParameters | undefined {
  const heads = decoder.attentionHeadsByLayer?.value[layer] ?? decoder.attentionHeads?.value;
  const shared = decoder.keyValueHeadsByLayer?.value[layer] ?? decoder.keyValueHeads?.value;
  const width = decoder.headDim?.value;
  if (heads === undefined) return undefined;
  if (decoder.latentAttention !== undefined) return latentParameters(decoder.latentAttention, heads, hidden);
  if (shared === undefined || width === undefined) return undefined;
  const valueWidth = decoder.valueHeadDim?.value ?? width;
  const weights = hidden * (heads * width + shared * (width + valueWidth)) + heads * valueWidth * hidden;
  return { weights, other: attentionExtras(decoder, heads, shared, width, hidden) };
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

function latentParameters(latent: LatentAttention, heads: number, hidden: number): AttentionParameters | undefined {
  const rank = latent.keyValueLoraRank.value;
  const rope = latent.queryKeyRopeHeadDim?.value;
  const rest = latent.queryKeyNopeHeadDim?.value;
  const value = latent.valueHeadDim?.value;
  if (rope === undefined || rest === undefined || value === undefined) return undefined;
  const queryRank = latent.queryLoraRank?.value;
  const query = heads * (rest + rope);
  const queries = queryRank === undefined ? hidden * query : hidden * queryRank + query * queryRank;
  const weights = queries + hidden * (rank + rope) + heads * (rest + value) * rank + heads * value * hidden;
  return { weights, other: (queryRank ?? 0) + rank };
}

type FeedForwardParameters = Pick<LayerParameters, 'mlp' | 'experts' | 'other'>;

function feedForwardParameters(decoder: DecoderShape, hidden: number, layer: number): FeedForwardParameters | undefined {
  const { experts, layers } = decoder;
  const dense = experts === undefined || layers === undefined ? undefined : denseLayers(decoder, experts, layers.value);
  if (experts !== undefined && dense === undefined) return undefined;
  if (experts !== undefined && layer >= (dense ?? 0)) return expertLayerParameters(decoder, experts, hidden);
  const width = decoder.intermediateSizeByLayer?.value[layer] ?? decoder.intermediateSize?.value;
  return width === undefined ? undefined : { mlp: matricesOf(decoder) * hidden * width, experts: 0, other: 0 };
}

function expertLayerParameters(decoder: DecoderShape, experts: ExpertShape, hidden: number): FeedForwardParameters | undefined {
  const width = experts.intermediateSize?.value;
  const count = experts.count.value;
  if (width === undefined) return undefined;
  const type = decoder.modelType?.value;
  const shared = experts.sharedIntermediateSize?.value ?? 0;
  const matrices = matricesOf(decoder);
  const biases = type === 'gpt_oss' ? count * (2 * width + hidden) : 0;
  const gate = type !== undefined && /^qwen2_moe|^qwen3_next/.test(type) && shared > 0 ? hidden : 0;
  const router = count * hidden + (hasRouterBias(type) ? count : 0);
  return { mlp: matrices * hidden * shared, experts: count * matrices * hidden * width, other: biases + gate + router };
}

/** A bias for each expert at the router: DeepSeek-V3's correction, MiniMax-M2's and gpt-oss' own. */
function hasRouterBias(type: string | undefined): boolean {
  return type !== undefined && /^(deepseek_v3|deepseek_v32|kimi_k2|glm4_moe|glm_moe_dsa|minimax_m2|gpt_oss)$/.test(type);
}

/** Dense layers of a mixture of experts, where the file counts them. */
export function denseLayers(decoder: DecoderShape, experts: ExpertShape, layers: number): number | undefined {
  if (experts.hasDenseLayers === false) return 0;
  const first = experts.firstDenseLayers?.value;
  return first === undefined || decoder.layers === undefined ? undefined : Math.min(first, layers);
}

/** Gate, up and down; two in families without a gate. */
export function matricesOf(decoder: DecoderShape): number {
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
