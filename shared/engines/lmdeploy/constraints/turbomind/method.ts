import type { Fact } from '../../../../model/fact.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import type { Confidence, Constraint, Launch } from '../../../engine.ts';
import { textOption } from '../../../launches/options-of.ts';
import { type Refusal, refusedCheckpoint } from '../refused-checkpoint.ts';

const source = 'LMDeploy lmdeploy/turbomind/converter.py get_tm_config, v0.16';

/** Methods by the name of the file, with the group sizes that were tried (converter.py `_SUPPORTED_GROUP_SIZES`). */
const groupSizes: ReadonlyMap<string, readonly number[]> = new Map([
  ['awq', [128]],
  ['gptq', [128]],
  ['fp8', [128]],
  ['mxfp4', [32]],
  ['compressed-tensors', [32, 128]],
]);

/** What TurboMind takes of a quantized checkpoint, before it reads a weight. */
export function methodConstraints(launch: Launch, quantization: Quantization): readonly Constraint[] {
  const { method } = quantization;
  if (method.derived !== undefined) return [];
  const sizes = groupSizes.get(method.value);
  if (sizes === undefined) return [refused('quant-method', method, () => noMethod(method.value))];
  return [...mismatch(launch, method), ...integerScheme(quantization), ...packedScheme(quantization), ...groupSize(quantization, sizes)];
}

function noMethod(method: string): string {
  return t('TurboMind does not run {0}: {1} are accepted', method, [...groupSizes.keys()].join(', '));
}

function mismatch(launch: Launch, method: Fact<string>): readonly Constraint[] {
  const asked = textOption(launch, 'quantization');
  if (asked === undefined || asked === method.value) return [];
  return [
    refused(
      'quant-mismatch',
      method,
      () => t('--model-format {0} does not match the checkpoint, which is {1}: drop the option', asked, method.value),
      { option: 'quantization' },
    ),
  ];
}

/** AWQ in the layout of its GEMM kernel, GPTQ in the order of the inputs and symmetric; both of four bits. */
function integerScheme({ method, format, actOrder, symmetric, schemes }: Quantization): readonly Constraint[] {
  const bits = schemes[0]?.weights.bits;
  if (method.value === 'awq') {
    if (format?.key.endsWith('version') && format.value !== 'gemm')
      return [refused('quant-bits', format, () => t('TurboMind runs AWQ of version gemm only, not {0}', format.value))];
    return fourBits(bits, method.value, 'high');
  }
  if (method.value !== 'gptq') return [];
  if (actOrder?.value === true) return [refused('quant-bits', actOrder, () => t('TurboMind does not run GPTQ with desc_act (act-order)'))];
  if (symmetric?.value === false)
    return [refused('quant-bits', symmetric, () => t('TurboMind runs symmetric GPTQ only, and sym is false'))];
  return fourBits(bits, method.value, 'low');
}

function fourBits(bits: Fact<number> | undefined, method: string, confidence: Confidence): readonly Constraint[] {
  if (bits === undefined || bits.derived !== undefined || bits.value === 4) return [];
  return [refused('quant-bits', bits, () => t('TurboMind runs {0} of 4 bits only, not {1}', method, bits.value), { confidence })];
}

/** Only the first group of compressed-tensors is looked at. */
function packedScheme({ method, schemes }: Quantization): readonly Constraint[] {
  const [scheme] = schemes;
  if (method.value !== 'compressed-tensors' || scheme === undefined) return [];
  const { format, weights } = scheme;
  if (format !== undefined && format.value !== 'pack-quantized')
    return [
      refused('quant-method', format, () => t('TurboMind runs compressed-tensors of format pack-quantized only, not {0}', format.value)),
    ];
  const { bits, type } = weights;
  if (bits === undefined || (bits.value === 4 && type !== 'float')) return [];
  return [
    refused('quant-bits', bits, () =>
      t('TurboMind runs compressed-tensors of 4-bit integers only, not {0}-bit {1}', bits.value, type ?? ''),
    ),
  ];
}

/** 0 and no size at all stand for the method's own. FP8 and MXFP4 say no group size. */
function groupSize({ method, schemes }: Quantization, sizes: readonly number[]): readonly Constraint[] {
  const group = schemes[0]?.weights.groupSize;
  if (group === undefined || group.derived !== undefined || group.value === 0 || sizes.includes(group.value)) return [];
  return [
    refused('quant-group', group, () =>
      t('TurboMind has no {0} of group_size {1}; accepted: {2}', method.value, group.value, sizes.join(', ')),
    ),
  ];
}

function refused(rule: string, fact: Fact<unknown>, message: () => string, more: Pick<Refusal, 'option' | 'confidence'> = {}): Constraint {
  return refusedCheckpoint({ rule, fact, message, source, ...more });
}
