import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../../demands/judgement.ts';
import { type LinearLayer, linearLayers } from '../../../demands/layers.ts';
import { expertModules, keepsQuantized, quantizedLayers } from '../../../demands/quantized-layers.ts';
import type { Constraint, Judgement, Knob } from '../../../engine.ts';
import { stateRead } from '../shards.ts';
import type { IntegerWeights } from './integer-weights.ts';

/** The scales of a layer that is split along its inputs are split as well: their number must be a multiple of the shards. */
export function integerGroupConstraints(
  model: ModelConfig,
  quantization: Quantization,
  weights: IntegerWeights,
  tiled: boolean,
): readonly Constraint[] {
  if (!weights.splitsScales) return [];
  const rows = quantizedLayers(model, quantization, linearLayers(model)).filter(({ parallel }) => parallel === 'row');
  return [...rows.map((layer) => layerConstraint(layer, weights, tiled)), ...expertConstraints(model, quantization, weights)];
}

function layerConstraint(layer: LinearLayer, weights: IntegerWeights, tiled: boolean): Constraint {
  const knobs: readonly Knob[] = layer.name === 'down_proj' ? ['tensorParallelSize', 'intermediateSize'] : ['tensorParallelSize'];
  return {
    rule: 'quant-group',
    title: () => t('{0} group {1}', layer.name, weights.group),
    facts: factsOf(layer.fact, weights),
    knobs,
    confidence: 'high',
    source: `TGI utils/weights.py Weights.get_sharded of the scales, layers/marlin/gptq.py repack_gptq_for_marlin, ${stateRead}`,
    judge: ({ mlpRanks: shards }) => {
      if (shards === undefined || layer.input % shards !== 0) return unknown;
      return judgeGroups(layer.input, shards, weights, tiled, layer.width, layer.name);
    },
  };
}

function judgeGroups(
  input: number,
  shards: number,
  { group }: IntegerWeights,
  tiled: boolean,
  width: () => string,
  layer: string,
): Judgement {
  const groups = Math.ceil(input / group);
  if (groups % shards !== 0) {
    return refuses(
      () => t('{0} is {1} groups of {2} in {3}, and {1} is not divisible by num-shard {4}', width(), groups, group, layer, shards),
      () => `${groups} % ${shards} = ${groups % shards}`,
    );
  }
  const local = input / shards;
  if (local % group === 0 || !tiled) return holds;
  return refuses(
    () => t('{0} / num-shard {1} = {2} inputs of {3} is not a multiple of group_size {4}', width(), shards, local, layer, group),
    () => `${local} % ${group} = ${local % group}`,
  );
}

function expertConstraints(model: ModelConfig, quantization: Quantization, weights: IntegerWeights): readonly Constraint[] {
  const width = model.decoder.experts?.intermediateSize;
  if (width === undefined || !keepsQuantized(model, quantization, expertModules(model))) return [];
  return [
    {
      rule: 'expert-group',
      title: () => t('expert group {0}', weights.group),
      facts: factsOf(width, weights),
      knobs: ['tensorParallelSize'],
      confidence: 'high',
      source: `TGI layers/moe/gptq_marlin.py _load_expert_weights_row, utils/weights.py Weights.get_sharded, ${stateRead}`,
      judge: ({ expertSlices: shards }) => {
        if (shards === undefined || width.value % shards !== 0) return unknown;
        return judgeGroups(width.value, shards, weights, false, () => named(width), t('an expert'));
      },
    },
  ];
}

function factsOf(width: Fact<number>, { groupFact }: IntegerWeights): readonly Fact<number>[] {
  return groupFact === undefined ? [width] : [width, groupFact];
}
