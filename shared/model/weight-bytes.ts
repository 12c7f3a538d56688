import { type LayerParameters, layerParameters } from './layer-parameters.ts';
import type { DecoderShape, ModelConfig, TowerShape } from './model-config.ts';
import type { Quantization, WeightScheme } from './quantization.ts';
import { isQuantized } from './quantized-modules.ts';

/** Bytes of a checkpoint's weights, by the parts that a device map places. */
export interface WeightBytes {
  readonly embedding: number;
  /** 0 where the head is the embedding. */
  readonly head: number;
  readonly finalNorm: number;
  /** First to last. */
  readonly layers: readonly number[];
  /** The vision and audio towers with their projectors; about, as their norms are not counted. 0 for none, or for one of unknown size. */
  readonly towers: number;
  /** True where the files name no data type, and two bytes for each weight were taken. */
  readonly assumedDtype: boolean;
}

/**
 * Bytes of the weights as they are stored, from the data type and the quantization of config.json. Undefined where a size is unknown, or the
 * way of storing is not one whose bytes are known.
 */
export function weightBytesOf(model: ModelConfig): WeightBytes | undefined {
  const { decoder, dtype } = model;
  const hidden = decoder.hiddenSize?.value;
  const vocabulary = decoder.vocabularySize?.value;
  const parts = layerParameters(decoder);
  const element = dtype === undefined ? usualElementBytes : elementBytes.get(dtype.value.replace(/^torch\./, ''));
  if (parts === undefined || hidden === undefined || vocabulary === undefined || element === undefined) return undefined;
  const layers = parts.map((layer, at) => layerBytes(layer, at, element, model.quantization));
  if (layers.some((bytes) => bytes === undefined)) return undefined;
  const embedding = vocabulary * hidden * element;
  return {
    embedding,
    head: decoder.tiedEmbeddings?.value === true ? 0 : vocabulary * hidden * headBytesPerWeight(element, model.quantization),
    finalNorm: hidden * element,
    layers: layers.flatMap((bytes) => bytes ?? []),
    towers: (towerParameters(model.vision, decoder) + towerParameters(model.audio, decoder)) * element,
    assumedDtype: dtype === undefined,
  };
}

/** bfloat16 and float16, in which nearly every checkpoint is stored. */
const usualElementBytes = 2;

const elementBytes: ReadonlyMap<string, number> = new Map([
  ['bfloat16', 2],
  ['float16', 2],
  ['half', 2],
  ['bf16', 2],
  ['fp16', 2],
  ['float32', 4],
  ['float', 4],
  ['fp32', 4],
  ['float8_e4m3fn', 1],
]);

function layerBytes(parts: LayerParameters, layer: number, element: number, quantization: Quantization | undefined): number | undefined {
  let bytes = parts.other * element;
  for (const part of partsOfLayer) {
    if (parts[part.name] === 0) continue;
    const each = bytesPerWeight(`model.layers.${layer}.${part.module}`, element, quantization);
    if (each === undefined) return undefined;
    bytes += parts[part.name] * each;
  }
  return Math.round(bytes);
}

/** A module of each part that stands for all of it when a method lists what it leaves alone. */
const partsOfLayer = [
  { name: 'attention', module: 'self_attn.q_proj' },
  { name: 'mlp', module: 'mlp.down_proj' },
  { name: 'experts', module: 'mlp.experts.0.down_proj' },
] as const;

/** A head is quantized only where the file says so. */
function headBytesPerWeight(element: number, quantization: Quantization | undefined): number {
  const isStored = quantization !== undefined && isQuantized(quantization, 'lm_head') === true;
  return (isStored ? bytesPerWeight('lm_head', element, quantization) : undefined) ?? element;
}

function bytesPerWeight(module: string, element: number, quantization: Quantization | undefined): number | undefined {
  if (quantization === undefined || isQuantized(quantization, module) === false) return element;
  const [scheme, ...more] = quantization.schemes;
  if (quantization.loadIn4Bit?.value === true) return 0.5 + 4 / 64;
  if (quantization.loadIn8Bit?.value === true) return 1;
  if (scheme === undefined || more.some(({ weights }) => weights.bits?.value !== scheme.weights.bits?.value)) return undefined;
  return storedBytes(scheme.weights, quantization.method.value);
}

/** The packed weight with its share of scales and zeros (knowledge of the formats: int4 at group 128 is 0.5 + 2.5 / 128). */
function storedBytes({ bits, type, groupSize, strategy, block, symmetric }: WeightScheme, method: string): number | undefined {
  if (bits === undefined) return undefined;
  const own = bits.value / 8;
  // Block scales are stored in float32.
  if (block !== undefined) return own + 4 / (block.value[0] * block.value[1]);
  const group = groupSize?.value ?? -1;
  if (group <= 0 || strategy === 'channel' || strategy === 'tensor') return own;
  if (type === 'float') return own + 1 / group;
  // GPTQ and AWQ store zeros for symmetric weights too.
  const zero = /^(gptq|awq|auto-round)/.test(method) || symmetric === false ? own : 0;
  return own + (2 + zero) / group;
}

/** Attention and MLP of each block, and what leads to the decoder's width; 0 where a size is unknown. */
function towerParameters(tower: TowerShape | undefined, decoder: DecoderShape): number {
  const width = tower?.hiddenSize?.value;
  const inner = tower?.intermediateSize?.value;
  const layers = tower?.layers?.value;
  if (width === undefined || inner === undefined || layers === undefined) return 0;
  const type = tower?.modelType?.value ?? decoder.modelType?.value ?? '';
  const matrices = /^qwen2_5_(vl|omni)|pixtral|mistral3/.test(type) ? 3 : 2;
  return layers * (4 * width * width + matrices * width * inner) + joiningParameters(type, width, decoder.hiddenSize?.value ?? 0);
}

/** Two matrices to the decoder's width. Qwen joins four patches first; Qwen3-VL does so for the end and for three blocks on the way. */
function joiningParameters(type: string, width: number, decoderWidth: number): number {
  if (!/^qwen(2|2_5|3)_vl/.test(type)) return 2 * decoderWidth * width;
  const joined = 4 * width;
  return (type.startsWith('qwen3_vl') ? 4 : 1) * joined * (joined + decoderWidth);
}
