import type { WeightScheme } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, refuses, unknown } from '../../../demands/judgement.ts';
import { inputPerRank } from '../../../demands/layers.ts';
import type { Constraint } from '../../../engine.ts';
import { type Place, type PlacedLayer, placedLayers } from './place.ts';

const group = 16;

/** NVFP4 of ModelOpt: the inputs of a rank are whole groups of 16. Rows are padded. */
export function floatGroupConstraints(place: Place, weights: WeightScheme): readonly Constraint[] {
  const algorithm = place.quantization.algorithm?.value;
  const isFourBit = algorithm === undefined ? weights.bits?.value === 4 && weights.type === 'float' : /^(NV)?FP4$/i.test(algorithm);
  if (!isFourBit) return [];
  const rows = placedLayers(place).filter(({ layer }) => layer.parallel === 'row');
  return rows.map((row) => constraint(row, place));
}

function constraint({ layer, ranksOf }: PlacedLayer, { quantization }: Place): Constraint {
  return {
    rule: 'quant-group',
    title: () => t('{0} {1} group {2}', layer.name, 'NVFP4', group),
    facts: [layer.fact, quantization.method],
    knobs: ['tensorParallelSize', ...(layer.name === 'down_proj' ? (['intermediateSize'] as const) : [])],
    confidence: 'high',
    source: 'SGLang quantization/modelopt_quant.py ModelOptFp4LinearMethod.create_weights, main of 2026-08-21',
    judge: (layout) => {
      const ranks = ranksOf(layout);
      const input = ranks === undefined ? undefined : inputPerRank(layer, ranks);
      if (ranks === undefined || input === undefined) return unknown;
      if (input % group === 0) return holds;
      return refuses(
        () =>
          t(
            '{0} / tp-size {1} = {2} inputs of {3} is not a multiple of the NVFP4 group size {4}',
            layer.width(),
            ranks,
            input,
            layer.name,
            group,
          ),
        () => `${input} % ${group} = ${input % group}`,
      );
    },
  };
}
