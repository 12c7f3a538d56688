import { t } from '../../text/localize.ts';
import { Refusal } from '../refusal.ts';
import type { StoredTensor } from '../safetensors-header.ts';
import { type TensorChange, unexpectedShape, widened } from '../tensor-change.ts';
import type { Widening } from '../widths.ts';
import { middle, moreGroups, oneFor } from './gptq.ts';
import { widenBias } from './plain.ts';
import { allowOnly, type Changes, needWhole, partsOf, required, type WideningModule, word } from './stored-module.ts';

/**
 * compressed-tensors' pack-quantized: codes from the lowest up, packed along the input, `weight_packed` [out, in·bits/32], `weight_scale` [out,
 * groups], `weight_zero_point` packed along the output, and the true shape in `weight_shape`. The middle code is zero; 0 would be the
 * lowest.
 */
export function widenPacked(wide: WideningModule, bits: 4 | 8): Changes {
  const { module, widening } = wide;
  allowOnly(module, ['weight_packed', 'weight_scale', 'weight_shape', 'weight_zero_point', 'weight_g_idx', 'bias']);
  const codes = required(module, 'weight_packed');
  if (codes.dtype !== 'I32' || codes.shape.length !== 2) throw unexpectedShape(codes, t('a matrix of I32'));
  const perWord = 32 / bits;
  needWhole(widening, perWord, 'pack factor');
  const packed: Packed = { codes, scales: required(module, 'weight_scale'), perWord, fill: word(middle(bits)) };
  if (packed.scales.shape.length !== 2) throw unexpectedShape(packed.scales, '[out, groups]');
  return module.side === 'down' ? widenInputs(wide, packed) : widenOutputs(wide, packed);
}

interface Packed {
  readonly codes: StoredTensor;
  readonly scales: StoredTensor;
  readonly perWord: number;
  readonly fill: Uint8Array;
}

function widenOutputs(wide: WideningModule, { codes, scales, perWord, fill }: Packed): Changes {
  const { module, widening } = wide;
  const parts = partsOf(wide, codes.shape[0]);
  const outputs = { ...widening, axis: 0, ...parts };
  const zeroPoint = module.tensors.get('weight_zero_point');
  const count = parts.parts * parts.together;
  return [
    [codes, widened(codes, { ...outputs, fill })],
    [scales, widened(scales, { ...outputs, fill: oneFor(scales) })],
    ...(zeroPoint ? [[zeroPoint, widened(zeroPoint, { ...outputs, units: (n) => n / perWord, fill })] as const] : []),
    [required(module, 'weight_shape'), trueShape(required(module, 'weight_shape'), 0, count * widening.to)],
    ...widenBias(wide),
  ];
}

function widenInputs({ module, widening }: WideningModule, { codes, scales, perWord, fill }: Packed): Changes {
  const inputs: Changes = [
    [codes, widened(codes, { ...widening, axis: 1, units: (n) => n / perWord, fill })],
    [required(module, 'weight_shape'), trueShape(required(module, 'weight_shape'), 1, widening.to)],
  ];
  const zeroPoint = module.tensors.get('weight_zero_point');
  const groups = scales.shape[1] ?? 0;
  if (groups === 1) {
    if (zeroPoint) throw new Refusal(t('{0}: one scale for all inputs has no code for zero unless it is symmetric', module.name));
    return inputs;
  }
  return [...inputs, ...widenGroups(wideGroups(module.tensors.get('weight_g_idx'), zeroPoint, scales, widening, groups), fill)];
}

interface Groups {
  readonly index: StoredTensor | undefined;
  readonly zeroPoint: StoredTensor | undefined;
  readonly scales: StoredTensor;
  readonly widening: Widening;
  readonly groupSize: number;
}

function wideGroups(
  index: StoredTensor | undefined,
  zeroPoint: StoredTensor | undefined,
  scales: StoredTensor,
  widening: Widening,
  groups: number,
): Groups {
  const groupSize = widening.from / groups;
  if (!Number.isInteger(groupSize)) throw unexpectedShape(scales, t('as many groups as divide {0}', widening.from));
  needWhole(widening, groupSize, 'group_size');
  return { index, zeroPoint, scales, widening, groupSize };
}

function widenGroups({ index, zeroPoint, scales, widening, groupSize }: Groups, fill: Uint8Array): Changes {
  const along = { ...widening, axis: 1, units: (n: number) => n / groupSize };
  return [
    [scales, widened(scales, { ...along, fill: oneFor(scales) })],
    ...(zeroPoint ? [[zeroPoint, widened(zeroPoint, { ...along, fill })] as const] : []),
    ...(index ? [[index, moreGroups(index, widening, (input) => Math.floor(input / groupSize))] as const] : []),
  ];
}

/** `weight_shape` says how many of the packed codes count. */
function trueShape(shape: StoredTensor, side: 0 | 1, size: number): TensorChange {
  const itemBytes = shape.dtype === 'I64' ? 8 : 4;
  if ((shape.dtype !== 'I64' && shape.dtype !== 'I32') || shape.shape[0] !== 2) throw unexpectedShape(shape, 'I64 [2]');
  const bytes = new Uint8Array(itemBytes);
  bytes.set(word(size));
  return { kind: 'patched', offset: side * itemBytes, bytes };
}
