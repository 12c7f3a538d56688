import type { Fact } from '../fact.ts';
import type { QuantizationScheme, WeightScheme } from '../quantization.ts';
import { countIn, derive, type Section, sectionIn, textIn } from '../section.ts';
import { compressedTensorsSchemes } from './compressed-tensors.ts';

/** ModelOpt's schemes: `config_groups` where there are some, else what `quant_algo` stands for. */
export function modelOptSchemes(section: Section): readonly QuantizationScheme[] {
  const algorithm = textIn(section, 'quant_algo');
  if (isMixedPrecision(section)) return mixedSchemes(section);
  const groups = compressedTensorsSchemes(section);
  if (groups.length > 0) return groups.map((scheme) => asAlgorithm(scheme, algorithm));
  const scheme = algorithm && schemeOfAlgorithm(algorithm, countIn(section, ['group_size'], -1));
  return scheme === undefined ? [] : [scheme];
}

/** Layers stored in different ways, each listed under `quantized_layers`. */
export function isMixedPrecision(section: Section): boolean {
  return textIn(section, 'quant_algo')?.value.toUpperCase() === 'MIXED_PRECISION';
}

/** NVFP4 is a scale for each 16 elements and one for the tensor; config_groups does not name that strategy. */
function asAlgorithm(scheme: QuantizationScheme, algorithm: Fact<string> | undefined): QuantizationScheme {
  if (!algorithm?.value.toUpperCase().includes('NVFP4') || scheme.weights.strategy !== 'group') return scheme;
  return { ...scheme, weights: { ...scheme.weights, strategy: 'tensor_group' } };
}

/** Each kind of layer once: thousands of layers share two or three kinds. */
function mixedSchemes(section: Section): readonly QuantizationScheme[] {
  const layers = sectionIn(section, 'quantized_layers');
  if (layers === undefined) return compressedTensorsSchemes(section);
  const kinds = new Map<string, { algorithm: Fact<string>; groupSize: Fact<number> | undefined; targets: string[] }>();
  for (const name of layers.object.members.keys()) {
    const layer = sectionIn(layers, name);
    const algorithm = layer && textIn(layer, 'quant_algo');
    if (layer === undefined || algorithm === undefined) continue;
    const groupSize = countIn(layer, ['group_size'], -1);
    const kind = `${algorithm.value} ${groupSize?.value}`;
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, { algorithm, groupSize, targets: [name] });
    else known.targets.push(name);
  }
  const schemes: QuantizationScheme[] = [];
  for (const { algorithm, groupSize, targets } of kinds.values()) {
    const scheme = schemeOfAlgorithm(algorithm, groupSize);
    if (scheme !== undefined) schemes.push({ ...scheme, targets });
  }
  return schemes;
}

function schemeOfAlgorithm(algorithm: Fact<string>, groupSize: Fact<number> | undefined): QuantizationScheme | undefined {
  const weights = weightsOfAlgorithm(algorithm, groupSize);
  return weights && { targets: [], weights, activations: undefined, format: undefined };
}

function weightsOfAlgorithm(algorithm: Fact<string>, groupSize: Fact<number> | undefined): WeightScheme | undefined {
  const float = (bits: number, strategy: WeightScheme['strategy'], rest: Partial<WeightScheme> = {}): WeightScheme => ({
    bits: derive(algorithm, bits, algorithm.value),
    type: 'float',
    strategy,
    groupSize: undefined,
    block: undefined,
    symmetric: true,
    actOrder: undefined,
    ...rest,
  });
  const name = algorithm.value.toUpperCase();
  switch (name) {
    case 'FP8':
      return float(8, 'tensor');
    case 'FP8_PER_CHANNEL_PER_TOKEN':
      return float(8, 'channel');
    case 'FP8_PB_WO':
    case 'FP8_PB_REAL':
      return float(8, 'block', { block: derive(algorithm, [128, 128] as const, algorithm.value) });
    case 'NVFP4':
    case 'W4A16_NVFP4':
    case 'W4A8_NVFP4_FP8':
      return float(4, 'tensor_group', { groupSize: groupSize ?? derive(algorithm, 16, algorithm.value) });
    case 'MXFP8':
      return float(8, 'group', { groupSize: groupSize ?? derive(algorithm, 32, algorithm.value) });
    case 'W4A16_AWQ':
    case 'W4A8_AWQ':
    case 'W4A16':
      return { ...float(4, 'group', { groupSize }), type: 'int' };
    case 'W8A16':
    case 'INT8':
    case 'W8A8_SQ_PER_CHANNEL':
      return { ...float(8, 'channel'), type: 'int' };
    default:
      return undefined;
  }
}
