import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization, QuantizationScheme } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../../demands/judgement.ts';
import { type LinearLayer, linearLayers } from '../../../demands/layers.ts';
import { expertModules, keepsQuantized, quantizedLayers } from '../../../demands/quantized-layers.ts';
import type { Constraint, Judgement, Launch } from '../../../engine.ts';
import { atLeast } from '../../../version.ts';
import { stateRead } from '../shards.ts';

type Block = Fact<readonly [number, number]>;

/** FP8 with a scale for each block: the scales are split like the weight, so their number must be a multiple of the shards. Since 3.1. */
export function floatBlockConstraints(
  launch: Launch,
  model: ModelConfig,
  quantization: Quantization,
  { weights }: QuantizationScheme,
): readonly Constraint[] {
  const { block } = weights;
  if (quantization.method.value !== 'fp8' || block === undefined || !atLeast(launch.version.release, [3, 1])) return [];
  const layers = quantizedLayers(model, quantization, linearLayers(model));
  return [...layers.map((layer) => layerConstraint(layer, block)), ...expertConstraints(model, quantization, block)];
}

function layerConstraint(layer: LinearLayer, block: Block): Constraint {
  const [rows, columns] = block.value;
  const widths = layer.parallel === 'row' ? [layer.input] : layer.outputs.map(({ heads, headWidth }) => heads * headWidth);
  const size = layer.parallel === 'row' ? columns : rows;
  return {
    ...blockConstraint(layer.fact, block, () => t('{0} block {1}', layer.name, block.value.join('×'))),
    judge: ({ mlpRanks: shards }) => {
      if (shards === undefined || widths.some((width) => width % shards !== 0)) return unknown;
      return worst(widths, (width) => judgeBlocks(width, size, shards, () => t('{0} ({1})', layer.width(), layer.name)));
    },
  };
}

function expertConstraints(model: ModelConfig, quantization: Quantization, block: Block): readonly Constraint[] {
  const width = model.decoder.experts?.intermediateSize;
  if (width === undefined || !keepsQuantized(model, quantization, expertModules(model))) return [];
  return [
    {
      ...blockConstraint(width, block, () => t('expert block {0}', block.value.join('×'))),
      judge: ({ expertSlices: shards }) => {
        if (shards === undefined || width.value % shards !== 0) return unknown;
        return worst(block.value, (size) => judgeBlocks(width.value, size, shards, () => named(width)));
      },
    },
  ];
}

function blockConstraint(fact: Fact<number>, block: Block, title: () => string): Omit<Constraint, 'judge'> {
  const source = `TGI layers/fp8.py HybridFP8UnquantLoader, utils/weights.py Weights.get_sharded, ${stateRead}; since v3.1`;
  return { rule: 'quant-block', title, facts: [fact, block], knobs: ['tensorParallelSize'], confidence: 'high', source };
}

function judgeBlocks(width: number, size: number, shards: number, text: () => string): Judgement {
  const blocks = Math.ceil(width / size);
  if (blocks % shards === 0) return holds;
  return refuses(
    () => t('{0} has {1} FP8 blocks of {2}, and {1} is not divisible by num-shard {3}', text(), blocks, size, shards),
    () => `${blocks} % ${shards} = ${blocks % shards}`,
  );
}

function worst<T>(each: readonly T[], judge: (one: T) => Judgement): Judgement {
  for (const one of each) {
    const judgement = judge(one);
    if (judgement.outcome !== 'holds') return judgement;
  }
  return holds;
}
