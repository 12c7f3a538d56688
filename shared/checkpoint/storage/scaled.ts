import { t } from '../../text/localize.ts';
import { Refusal } from '../refusal.ts';
import type { StoredTensor } from '../safetensors-header.ts';
import { type TensorChange, unexpectedShape, widened } from '../tensor-change.ts';
import { oneFor } from './gptq.ts';
import { widenBias } from './plain.ts';
import { allowOnly, type Changes, partsOf, required, type WideningModule, zero } from './stored-module.ts';

/** Types that one byte each and a scale beside them make weights of. */
export function isScaled(dtype: string): boolean {
  return dtype === 'F8_E4M3' || dtype === 'F8_E5M2' || dtype === 'I8';
}

const scaleNames = ['weight_scale_inv', 'weight_scale'] as const;

/**
 * FP8 and INT8 weights with a scale for the tensor, for each output, or for each block: a byte of 0 is zero under any scale, so that new
 * outputs and new blocks alone need scales, of 1.
 */
export function widenScaled(wide: WideningModule, block: readonly [number, number] | undefined): Changes {
  const { module, widening } = wide;
  allowOnly(module, ['weight', ...scaleNames, 'input_scale', 'activation_scale', 'bias']);
  const weight = required(module, 'weight');
  const scale = scaleNames.map((name) => module.tensors.get(name)).find((found) => found !== undefined);
  if (!scale) throw new Refusal(t('{0} is stored as {1} without scales', weight.name, weight.dtype));
  if (weight.shape.length !== 2) throw unexpectedShape(weight, '[out, in]');
  const axis = module.side === 'down' ? 1 : 0;
  const grown = widened(weight, { ...widening, axis, ...partsOf(wide, weight.shape[axis]), fill: zero });
  const scales = widenScale(wide, weight, scale, block);
  return [[weight, grown], ...(scales ? [[scale, scales] as const] : []), ...widenBias(wide)];
}

/** Undefined where the scales stay as they are. */
function widenScale(
  wide: WideningModule,
  weight: StoredTensor,
  scale: StoredTensor,
  block: readonly [number, number] | undefined,
): TensorChange | undefined {
  const [outputs = 0, inputs = 0] = weight.shape;
  const { module, widening } = wide;
  const { shape } = scale;
  if (shape.reduce((a, b) => a * b, 1) === 1) return undefined;
  if (shape[0] === outputs && (shape.length === 1 || (shape.length === 2 && shape[1] === 1))) {
    if (module.side === 'down') return undefined;
    return widened(scale, { ...widening, axis: 0, ...partsOf(wide, outputs), fill: oneFor(scale) });
  }
  if (block && shape.length === 2 && shape[0] === Math.ceil(outputs / block[0]) && shape[1] === Math.ceil(inputs / block[1]))
    return widenBlocks(wide, outputs, scale, block);
  throw unexpectedShape(scale, t('one scale for the tensor, for each output or for each block'));
}

/** A last block that is not full keeps its scale: what it is filled up with is zero under any. */
function widenBlocks(wide: WideningModule, outputs: number, scale: StoredTensor, block: readonly [number, number]): TensorChange {
  const { module, widening } = wide;
  const axis = module.side === 'down' ? 1 : 0;
  const parts = partsOf(wide, module.side === 'down' ? undefined : outputs);
  if (parts.parts * parts.together > 1 && widening.from % block[0] !== 0)
    throw new Refusal(t('{0}: gate and up share a block of scales', module.name));
  return widened(scale, { ...widening, axis, units: (n) => Math.ceil(n / block[axis]), ...parts, fill: oneFor(scale) });
}
