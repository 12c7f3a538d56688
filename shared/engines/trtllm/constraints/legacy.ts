import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, refuses, unknown } from '../../demands/judgement.ts';
import { inputPerRank, type LinearLayer, linearLayers } from '../../demands/layers.ts';
import type { Constraint, Launch } from '../../engine.ts';
import { rankSplit } from './ranks.ts';

/** convert_checkpoint.py and the engine built from it: what is known of the older way. The rest is not, and silent. */
export function legacyConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const heads = model.decoder.attentionHeads;
  if (heads === undefined || heads.value === 0) return [];
  return [
    rankSplit(launch, {
      rule: 'attention-heads',
      fact: heads,
      title: () => t('heads {0}', heads.value),
      ranks: (layout) => layout.tensorParallelSize,
      source: 'TensorRT-LLM layers/attention.py Attention.__init__, 0.9 to 1.0',
    }),
    ...(launch.options.get('useWeightOnly')?.value === true && launch.options.get('perGroup') === undefined ? weightOnly(model) : []),
  ];
}

/** Rows of the weights after the split, in the preprocessor of integer weights without groups. */
const rowsOfTile = 64;

function weightOnly(model: ModelConfig): readonly Constraint[] {
  if (model.decoder.experts !== undefined) return [];
  return linearLayers(model)
    .filter(({ parallel }) => parallel === 'row')
    .map(tileConstraint);
}

function tileConstraint(layer: LinearLayer): Constraint {
  return {
    rule: 'quant-tile',
    title: () => t('{0} tiles', layer.name),
    facts: [layer.fact],
    knobs: ['tensorParallelSize', ...(layer.name === 'down_proj' ? (['intermediateSize'] as const) : [])],
    confidence: 'high',
    source: 'TensorRT-LLM cpp/tensorrt_llm/kernels/cutlass_kernels/cutlass_preprocessors.cpp permute_B_rows_for_mixed_gemm',
    judge: ({ tensorParallelSize: ranks }) => {
      const input = ranks === undefined ? undefined : inputPerRank(layer, ranks);
      if (ranks === undefined || input === undefined) return unknown;
      if (input % rowsOfTile === 0) return holds;
      return refuses(
        () =>
          t(
            '{0} / tp_size {1} = {2} rows of {3} is not a multiple of {4}, which weight-only integers need',
            layer.width(),
            ranks,
            input,
            layer.name,
            rowsOfTile,
          ),
        () => `${input} % ${rowsOfTile} = ${input % rowsOfTile}`,
      );
    },
  };
}
