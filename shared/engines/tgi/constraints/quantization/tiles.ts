import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, refuses, unknown } from '../../../demands/judgement.ts';
import { type LinearLayer, linearLayers } from '../../../demands/layers.ts';
import { quantizedLayers } from '../../../demands/quantized-layers.ts';
import type { Constraint, Judgement, Launch } from '../../../engine.ts';
import { atLeast } from '../../../version.ts';
import { stateRead } from '../shards.ts';
import type { IntegerWeights } from './integer-weights.ts';

/** Types whose MLP is one up-projection: there is no fused gate and up. */
const withoutGate = /^(falcon|RefinedWeb|gpt|bloom|mpt|opt|phi$|starcoder2|t5)/;

/**
 * Marlin works on tiles: inputs in 128s and outputs in 64s, or the other way round. Outputs are those of the fused layer (q, k and v;
 * gate and up) on the shard. Since 2.3, when AWQ and GPTQ came to run on Marlin by the same loader.
 */
export function tileConstraints(
  launch: Launch,
  model: ModelConfig,
  quantization: Quantization,
  weights: IntegerWeights,
): readonly Constraint[] {
  if (!atLeast(launch.version.release, [2, 3])) return [];
  const gated = !withoutGate.test(model.modelType?.value ?? '');
  return quantizedLayers(model, quantization, linearLayers(model))
    .filter(({ parallel }) => parallel === 'row' || gated)
    .map((layer) => layerConstraint(layer, weights));
}

function layerConstraint(layer: LinearLayer, { groupFact }: IntegerWeights): Constraint {
  return {
    rule: 'quant-tile',
    title: () => t('{0} tiles', layer.name),
    facts: groupFact === undefined ? [layer.fact] : [layer.fact, groupFact],
    knobs: ['tensorParallelSize', ...(/gate_up|down/.test(layer.name) ? (['intermediateSize'] as const) : [])],
    confidence: 'high',
    source: `TGI layers/marlin/gptq.py _check_valid_shape, ${stateRead}`,
    since: [2, 3],
    judge: ({ mlpRanks: shards }) => (shards === undefined ? unknown : judgeTiles(layer, shards)),
  };
}

function judgeTiles(layer: LinearLayer, shards: number): Judgement {
  const outputs = layer.outputs.reduce((sum, { heads, headWidth }) => sum + heads * headWidth, 0);
  const input = layer.parallel === 'row' ? layer.input / shards : layer.input;
  const output = layer.parallel === 'row' ? outputs : outputs / shards;
  if (!Number.isInteger(input) || !Number.isInteger(output)) return unknown;
  if ((input % 128 === 0 && output % 64 === 0) || (input % 64 === 0 && output % 128 === 0)) return holds;
  return refuses(
    () =>
      t(
        '{0}: {1} on a shard has {2} inputs and {3} outputs at num-shard {4}, and Marlin needs multiples of 128 and 64, or of 64 and 128',
        layer.width(),
        layer.name,
        input,
        output,
        shards,
      ),
    () => `${input} × ${output}`,
  );
}
