import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, judged, named, unknown } from '../../demands/judgement.ts';
import { denseWidths } from '../../demands/layers.ts';
import type { Constraint, Launch } from '../../engine.ts';
import { rankSplit, stateRead } from './ranks.ts';

/**
 * The MLP splits evenly; the vocabulary is padded. Mixtures of experts split their dense layers and shared experts over as many ranks
 * as divide them (`_compute_mlp_tp_size` in models/modeling_deepseekv3.py and its relatives), so that nothing is demanded of those.
 */
export function widthConstraints(launch: Launch, { decoder }: ModelConfig): readonly Constraint[] {
  const dense = decoder.experts === undefined ? denseWidths(decoder) : [];
  return [
    ...dense.map((fact) =>
      rankSplit(launch, {
        rule: 'mlp-width',
        fact,
        title: () => t('MLP {0}', fact.value),
        knobs: ['intermediateSize'],
        source: `TensorRT-LLM _torch/modules/linear.py Linear.__init__ (out_features of gate and up, in_features of down), ${stateRead}`,
      }),
    ),
    ...vocabulary(decoder.vocabularySize),
  ];
}

function vocabulary(size: ModelConfig['decoder']['vocabularySize']): readonly Constraint[] {
  if (size === undefined || size.value <= 0) return [];
  return [
    {
      rule: 'vocabulary',
      title: () => t('vocabulary {0}', size.value),
      facts: [size],
      knobs: [],
      confidence: 'high',
      source: `TensorRT-LLM _torch/modules/embedding.py LMHead.__init__, ${stateRead}`,
      judge: ({ tensorParallelSize: ranks }) => {
        if (ranks === undefined) return unknown;
        if (size.value % ranks === 0) return holds;
        return judged(
          'pads',
          () => t('{0} is padded to {1}, a multiple of tp_size {2}', named(size), Math.ceil(size.value / ranks) * ranks, ranks),
          () => `${size.value} % ${ranks} = ${size.value % ranks}`,
        );
      },
    },
  ];
}
