import { t } from '../../text/localize.ts';
import { isPlainFloat } from '../dtypes.ts';
import { Refusal } from '../refusal.ts';
import type { StoredTensor } from '../safetensors-header.ts';
import { type TensorChange, unexpectedShape, widened } from '../tensor-change.ts';
import { allowOnly, type Changes, partsOf, required, type WideningModule, zero } from './stored-module.ts';

/** Weights as they are: zero rows in gate and up, zero columns in down, zeros in the biases of gate and up. */
export function widenPlain(wide: WideningModule): Changes {
  const { module } = wide;
  allowOnly(module, ['weight', 'bias']);
  const weight = required(module, 'weight');
  return [[weight, widenWeight(wide, weight)], ...widenBias(wide)];
}

/** A bias of the wider side grows with zeros; that of down does not grow. */
export function widenBias(wide: WideningModule): Changes {
  const { module, widening, interleaved } = wide;
  const bias = module.tensors.get('bias');
  if (!bias || module.side === 'down') return [];
  if (!isPlainFloat(bias.dtype)) throw new Refusal(t('{0} is stored as {1}', bias.name, bias.dtype));
  const axis = bias.shape.length - 1;
  return [[bias, widened(bias, { ...widening, axis, ...partsOf(wide, bias.shape[axis]), interleaved, fill: zero })]];
}

function widenWeight(wide: WideningModule, weight: StoredTensor): TensorChange {
  if (!isPlainFloat(weight.dtype)) throw new Refusal(t('{0} is stored as {1} without scales', weight.name, weight.dtype));
  const axis = widthAxis(wide, weight);
  const { widening, interleaved } = wide;
  return widened(weight, { ...widening, axis, ...partsOf(wide, weight.shape[axis]), interleaved, fill: zero });
}

/** Linear layers are [out, in]; a stack of experts is [experts, out, in] or [experts, in, out], which its sides tell. */
function widthAxis({ module, widening: { from }, stackOrder }: WideningModule, weight: StoredTensor): number {
  const { shape } = weight;
  const own = module.side === 'down' ? [from] : [from, 2 * from];
  if (shape.length === 2) return module.side === 'down' ? 1 : 0;
  if (shape.length !== 3) throw unexpectedShape(weight, t('two or three sides'));
  const axes = [1, 2].filter((axis) => own.includes(shape[axis] ?? 0));
  const [only, more] = axes;
  if (only === undefined) throw unexpectedShape(weight, t('a side of {0}', own.join(t(' or '))));
  if (more === undefined) return only;
  if (stackOrder === undefined)
    throw new Refusal(
      t('{0} is {1}: which of the two sides is the width is not known for this family of models', weight.name, `[${shape.join(', ')}]`),
    );
  return (stackOrder === 'in-out') === (module.side === 'up') ? 2 : 1;
}
