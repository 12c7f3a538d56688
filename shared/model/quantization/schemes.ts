import type { Fact } from '../fact.ts';
import type { ActivationScheme, QuantizationScheme, WeightScheme } from '../quantization.ts';
import { booleanIn, countIn, derive, deriveFromSection, type Section, sectionIn, textIn } from '../section.ts';
import { blockOf } from './compressed-tensors.ts';

/** The single scheme of the methods that have one for all layers; none for a method whose fields are not known here. */
export function schemesByMethod(method: string, section: Section): readonly QuantizationScheme[] {
  const scheme = readers.get(familyOfMethod(method))?.(section, method);
  return scheme === undefined ? [] : [{ targets: [], activations: undefined, format: undefined, ...scheme }];
}

type Read = (section: Section, method: string) => Pick<QuantizationScheme, 'weights'> & Partial<QuantizationScheme>;

/** `awq_marlin`, `gptq_marlin`, `auto_gptq`, … are stored as their plain form. */
function familyOfMethod(method: string): string {
  return aliases.get(method) ?? method;
}

const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    awq_marlin: 'awq',
    auto_awq: 'awq',
    gptq_marlin: 'gptq',
    auto_gptq: 'gptq',
    gptqmodel: 'gptq',
    'intel/auto-round': 'auto-round',
    auto_round: 'auto-round',
    inc: 'auto-round',
  }),
);

const readers: ReadonlyMap<string, Read> = new Map(
  Object.entries<Read>({
    awq: integers,
    gptq: integers,
    'auto-round': autoRound,
    fp8: float8,
    fbgemm_fp8: (section) => ({ weights: floatWeights(section, 8, 'channel') }),
    mxfp4: (section, method) => ({ weights: { ...floatWeights(section, 4, 'group'), groupSize: fixed(section, 32, method) } }),
    gpt_oss_mxfp4: (section, method) => ({ weights: { ...floatWeights(section, 4, 'group'), groupSize: fixed(section, 32, method) } }),
    mxfp8: (section, method) => ({ weights: { ...floatWeights(section, 8, 'group'), groupSize: fixed(section, 32, method) } }),
    nvfp4: (section, method) => ({
      weights: {
        ...floatWeights(section, 4, 'tensor_group'),
        groupSize: countIn(section, ['group_size'], 1) ?? fixed(section, 16, method),
      },
    }),
    bitsandbytes: bitsAndBytes,
    hqq,
    quark,
  }),
);

function integers(section: Section): ReturnType<Read> {
  return { weights: integerWeights(section) };
}

function integerWeights(section: Section): WeightScheme {
  const groupSize = countIn(section, ['group_size', 'q_group_size'], -1);
  const zeroPoint = booleanIn(section, 'zero_point')?.value;
  return {
    bits: countIn(section, ['bits', 'w_bit', 'wbits']),
    type: 'int',
    strategy: groupSize === undefined ? undefined : groupSize.value > 0 ? 'group' : 'channel',
    groupSize,
    block: undefined,
    symmetric: booleanIn(section, 'sym')?.value ?? (zeroPoint === undefined ? undefined : !zeroPoint),
    actOrder: booleanIn(section, 'desc_act')?.value === true ? 'group' : undefined,
  };
}

/** auto-round says with `data_type` whether the weights are integers; `packing_format` says in whose layout. */
function autoRound(section: Section): ReturnType<Read> {
  const weights = integerWeights(section);
  const type = textIn(section, 'data_type')?.value;
  return { weights: type === undefined || type.startsWith('int') ? weights : { ...weights, type: 'float' } };
}

/** Blocks where `weight_block_size` is there, else one scale a tensor. */
function float8(section: Section): ReturnType<Read> {
  const block = blockOf(section, 'weight_block_size');
  const scheme = textIn(section, 'activation_scheme')?.value;
  const activations: ActivationScheme = {
    bits: fixed(section, 8, 'fp8'),
    type: 'float',
    dynamic: scheme === undefined ? undefined : scheme === 'dynamic',
    strategy: undefined,
  };
  return { weights: { ...floatWeights(section, 8, block === undefined ? 'tensor' : 'block'), block }, activations };
}

function bitsAndBytes(section: Section): ReturnType<Read> {
  const four = booleanIn(section, 'load_in_4bit', '_load_in_4bit');
  const eight = booleanIn(section, 'load_in_8bit', '_load_in_8bit');
  const bits = four?.value ? derive(four, 4, 'load_in_4bit') : eight?.value ? derive(eight, 8, 'load_in_8bit') : undefined;
  return { weights: { ...integerWeights(section), bits, type: bits?.value === 8 ? 'int' : 'float', strategy: undefined } };
}

function hqq(section: Section): ReturnType<Read> {
  const weights = sectionIn(section, 'quant_config');
  const parameters = (weights && sectionIn(weights, 'weight_quant_params')) ?? section;
  return { weights: { ...integerWeights(parameters), bits: countIn(parameters, ['nbits']) } };
}

/** Quark: the global configuration's weight, whose scheme is `per_tensor`, `per_channel` or `per_group`. */
function quark(section: Section): ReturnType<Read> {
  const whole = sectionIn(section, 'global_quant_config');
  const weight = (whole && sectionIn(whole, 'weight')) ?? section;
  const type = textIn(weight, 'dtype')?.value;
  const scheme = textIn(weight, 'qscheme')?.value;
  const bits = textIn(weight, 'dtype');
  const width = /\d+/.exec(type ?? '')?.[0];
  return {
    weights: {
      ...integerWeights(weight),
      bits: bits && width ? derive(bits, Number(width), 'dtype') : undefined,
      type: type === undefined ? undefined : type.startsWith('fp') ? 'float' : 'int',
      strategy: scheme === undefined ? undefined : strategies.get(scheme),
      symmetric: booleanIn(weight, 'symmetric')?.value,
    },
  };
}

const strategies: ReadonlyMap<string, WeightScheme['strategy']> = new Map(
  Object.entries<WeightScheme['strategy']>({ per_tensor: 'tensor', per_channel: 'channel', per_group: 'group' }),
);

function floatWeights(section: Section, bits: number, strategy: WeightScheme['strategy']): WeightScheme {
  return {
    bits: fixed(section, bits, 'the method'),
    type: 'float',
    strategy,
    groupSize: undefined,
    block: undefined,
    symmetric: true,
    actOrder: undefined,
  };
}

function fixed(section: Section, value: number, method: string): Fact<number> {
  const named = textIn(section, 'quant_method');
  return named === undefined ? deriveFromSection(section, value, method) : derive(named, value, method);
}
