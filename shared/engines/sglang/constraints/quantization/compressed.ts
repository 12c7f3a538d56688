import type { QuantizationScheme } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import type { Constraint } from '../../../engine.ts';
import { floatBlockConstraints } from './float-blocks.ts';
import { integerLayer, type Objection, type RankShape } from './integer-layer.ts';
import { type Place, placedLayers } from './place.ts';

const source = 'SGLang compressed_tensors/schemes/compressed_tensors_wNa16.py create_weights, main of 2026-08-21';

/** compressed-tensors: weight-only integers must have whole groups on a rank; FP8 blocks as elsewhere. */
export function compressedConstraints(place: Place, { weights, activations }: QuantizationScheme): readonly Constraint[] {
  if (weights.block !== undefined) return floatBlockConstraints(place, weights);
  if (weights.type !== 'int' || activations !== undefined) return [];
  const group = weights.groupSize;
  const groupSize = weights.strategy === 'channel' ? -1 : group?.value;
  if (groupSize === undefined || groupSize === 0) return [];
  // Only an order stored by group needs its own index, and then every rank has all scales.
  const repeatsScales = weights.actOrder === 'group';
  const objection = ({ input, output, fullInput }: RankShape): Objection | undefined => {
    if (groupSize > 0 && !repeatsScales && input % groupSize !== 0 && input !== fullInput)
      return { outcome: 'refuses', cause: 'group', note: () => t(': an assertion without text') };
    const fits = (input % 128 === 0 && output % 64 === 0) || (input % 64 === 0 && output % 128 === 0);
    return fits ? undefined : { outcome: 'refuses', cause: 'tile', confidence: 'low' };
  };
  return placedLayers(place).map((layer) => integerLayer(layer, { group, groupSize, source, objection }));
}
