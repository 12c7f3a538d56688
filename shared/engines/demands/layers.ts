import type { Fact } from '../../model/fact.ts';
import { nameOf } from '../../model/fact-name.ts';
import type { DecoderShape, ModelConfig } from '../../model/model-config.ts';

/**
 * A linear layer as vLLM builds it: q, k and v are one layer, gate and up are one. Widths are in elements.
 */
export interface LinearLayer {
  /** The layer's own name: `o_proj`. */
  readonly name: string;
  /** Module path inside a decoder layer, for the checkpoint's lists of unquantized modules. */
  readonly modules: readonly string[];
  /** `row`: the input is split over the ranks; `column`: the outputs are. */
  readonly parallel: 'row' | 'column';
  readonly input: number;
  /** Outputs of the layer that are loaded separately. */
  readonly outputs: readonly Output[];
  /** The field that gives the split width, the one to underline. */
  readonly fact: Fact<number>;
  /** True for the experts that every token passes through. */
  readonly shared?: true;
  /** How the split width comes about: `num_attention_heads 64 × head_dim 128 = 8192`. */
  readonly width: () => string;
}

/** One output: `heads` of `headWidth` each, of which a rank has at least one. */
export interface Output {
  readonly heads: number;
  readonly headWidth: number;
  readonly replicated: boolean;
}

/** Elements of an output on one rank; undefined where it does not split. */
export function outputPerRank({ heads, headWidth, replicated }: Output, ranks: number): number | undefined {
  if (replicated && heads < ranks) return headWidth;
  return heads % ranks === 0 ? (heads / ranks) * headWidth : undefined;
}

/** Elements of the input on one rank; undefined where it does not split. */
export function inputPerRank(layer: LinearLayer, ranks: number): number | undefined {
  if (layer.parallel === 'column') return layer.input;
  return layer.input % ranks === 0 ? layer.input / ranks : undefined;
}

/** Dense linear layers of the decoder: attention, dense MLP, shared experts. Routed experts are judged on their own. */
export function linearLayers({ decoder }: ModelConfig): readonly LinearLayer[] {
  const known = layersOf.get(decoder);
  if (known !== undefined) return known;
  const layers = [
    ...attentionLayers(decoder),
    ...denseWidths(decoder).flatMap((width) => mlpLayers(decoder, width, 'mlp')),
    ...sharedLayers(decoder),
  ];
  layersOf.set(decoder, layers);
  return layers;
}

/** A model is asked about again for each launch of it. */
const layersOf = new WeakMap<DecoderShape, readonly LinearLayer[]>();

/** Widths of the dense MLPs: one, or one for each width among the layers; none where every layer is a mixture of experts. */
export function denseWidths(decoder: DecoderShape): readonly Fact<number>[] {
  if (decoder.experts !== undefined && decoder.experts.hasDenseLayers !== true) return [];
  const list = decoder.intermediateSizeByLayer;
  if (list !== undefined) return [...new Set(list.value)].filter((value) => value > 0).map((value) => ({ ...list, value }));
  return decoder.intermediateSize === undefined || decoder.intermediateSize.value === 0 ? [] : [decoder.intermediateSize];
}

function attentionLayers(decoder: DecoderShape): readonly LinearLayer[] {
  const { attentionHeads: heads, hiddenSize, headDim, keyValueHeads, latentAttention } = decoder;
  if (heads === undefined || heads.value === 0 || hiddenSize === undefined) return [];
  if (latentAttention !== undefined) return latentLayers(decoder, heads, hiddenSize.value);
  if (headDim === undefined) return [];
  const valueDim = decoder.valueHeadDim ?? headDim;
  const output = rowLayer('o_proj', 'self_attn', heads, heads.value * valueDim.value, hiddenSize.value, () => product(heads, valueDim));
  if (keyValueHeads === undefined) return [output];
  const keyValue: Output = { heads: keyValueHeads.value, headWidth: headDim.value, replicated: true };
  const joined: LinearLayer = {
    name: 'qkv_proj',
    modules: ['self_attn.q_proj', 'self_attn.k_proj', 'self_attn.v_proj', 'self_attn.qkv_proj'],
    parallel: 'column',
    input: hiddenSize.value,
    outputs: [{ heads: heads.value, headWidth: headDim.value, replicated: false }, keyValue, { ...keyValue, headWidth: valueDim.value }],
    fact: keyValueHeads,
    width: () => product(keyValueHeads, headDim),
  };
  return [joined, output];
}

/** MLA: only the up-projections and o_proj are split; the down-projections are kept whole on every rank. */
function latentLayers(decoder: DecoderShape, heads: Fact<number>, hidden: number): readonly LinearLayer[] {
  const { valueHeadDim: value, queryKeyNopeHeadDim: rest, queryKeyRopeHeadDim: rope, keyValueLoraRank } = decoder.latentAttention ?? {};
  if (value === undefined) return [];
  const output = rowLayer('o_proj', 'self_attn', heads, heads.value * value.value, hidden, () => product(heads, value));
  if (rest === undefined || rope === undefined || keyValueLoraRank === undefined) return [output];
  const rank = decoder.latentAttention?.queryLoraRank?.value;
  return [
    latentColumn(rank === undefined ? 'q_proj' : 'q_b_proj', heads, rank ?? hidden, [rest, rope]),
    latentColumn('kv_b_proj', heads, keyValueLoraRank.value, [rest, value]),
    output,
  ];
}

/** An up-projection to all heads, each as wide as the two parts together. */
function latentColumn(name: string, heads: Fact<number>, input: number, parts: readonly [Fact<number>, Fact<number>]): LinearLayer {
  const [first, second] = parts;
  const headWidth = first.value + second.value;
  return {
    name,
    modules: [`self_attn.${name}`],
    parallel: 'column',
    input,
    outputs: [{ heads: heads.value, headWidth, replicated: false }],
    fact: heads,
    width: () =>
      `${nameOf(heads)} ${heads.value} × (${nameOf(first)} ${first.value} + ${nameOf(second)} ${second.value}) = ${heads.value * headWidth}`,
  };
}

function mlpLayers(decoder: DecoderShape, width: Fact<number>, parent: string): readonly LinearLayer[] {
  const hidden = decoder.hiddenSize?.value;
  if (hidden === undefined) return [];
  const half: Output = { heads: width.value, headWidth: 1, replicated: false };
  const text = (): string => `${nameOf(width)} ${width.value}`;
  const joined: LinearLayer = {
    name: 'gate_up_proj',
    modules: [`${parent}.gate_proj`, `${parent}.up_proj`, `${parent}.gate_up_proj`],
    parallel: 'column',
    input: hidden,
    outputs: [half, half],
    fact: width,
    width: text,
  };
  return [joined, rowLayer('down_proj', parent, width, width.value, hidden, text)];
}

function sharedLayers(decoder: DecoderShape): readonly LinearLayer[] {
  const shared = decoder.experts?.sharedIntermediateSize;
  if (shared === undefined || shared.value === 0) return [];
  return mlpLayers(decoder, shared, 'mlp.shared_experts').map((layer) => ({ ...layer, shared: true }));
}

function rowLayer(name: string, parent: string, fact: Fact<number>, input: number, output: number, width: () => string): LinearLayer {
  return {
    name,
    modules: [`${parent}.${name}`, `mixer.${name}`],
    parallel: 'row',
    input,
    outputs: [{ heads: output, headWidth: 1, replicated: false }],
    fact,
    width,
  };
}

function product(count: Fact<number>, size: Fact<number>): string {
  return `${nameOf(count)} ${count.value} × ${nameOf(size)} ${size.value} = ${count.value * size.value}`;
}
