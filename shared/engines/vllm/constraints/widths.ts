import type { Fact } from '../../../model/fact.ts';
import type { DecoderShape, ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../demands/judgement.ts';
import { denseWidths } from '../../demands/layers.ts';
import { split } from '../../demands/split.ts';
import type { Constraint, Launch } from '../../engine.ts';
import { keepsLayersWhole } from '../transformers-backend.ts';

/**
 * The dense MLP and the vocabulary split evenly over the TP ranks. vLLM layers/linear.py `MergedColumnParallelLinear`
 * and `RowParallelLinear` (a bare assert), layers/vocab_parallel_embedding.py.
 */
export function widthConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const widths = keepsLayersWhole(launch, model) ? [] : denseWidths(model.decoder);
  return [...widths.map(widthConstraint), ...vocabularyConstraints(launch, model.decoder)];
}

function widthConstraint(width: Fact<number>): Constraint {
  return split({
    rule: 'mlp-width',
    fact: width,
    title: () => t('MLP {0}', width.value),
    knobs: ['intermediateSize'],
    source: 'vLLM layers/linear.py MergedColumnParallelLinear.__init__, RowParallelLinear.__init__, main of 2026-08-17',
  });
}

/** Rows are padded to a multiple of this before they are split (DEFAULT_VOCAB_PADDING_SIZE). */
const vocabularyPadding = 64;

function vocabularyConstraints(launch: Launch, decoder: DecoderShape): readonly Constraint[] {
  const vocabulary = decoder.vocabularySize;
  // LoRA used to add rows of its own before padding; how many depends on the release.
  if (vocabulary === undefined || vocabulary.value <= 0 || launch.options.get('enableLora')?.value === true) return [];
  const padded = Math.ceil(vocabulary.value / vocabularyPadding) * vocabularyPadding;
  return [
    {
      rule: 'vocabulary',
      title: () => t('vocabulary {0}', padded),
      facts: [vocabulary],
      knobs: ['tensorParallelSize'],
      confidence: 'high',
      source: 'vLLM layers/vocab_parallel_embedding.py VocabParallelEmbedding.__init__, main of 2026-08-17; padding to 64 since v0.3.0',
      judge: (layout) => {
        if (layout.mlpRanks === undefined) return unknown;
        if (padded % layout.mlpRanks === 0) return holds;
        const ranks = layout.mlpRanks;
        return refuses(
          () =>
            padded === vocabulary.value
              ? t('{0} is not divisible by {1}', named(vocabulary), `tensor-parallel-size ${ranks}`)
              : t('{0}, padded to {1} (a multiple of 64), is not divisible by tensor-parallel-size {2}', named(vocabulary), padded, ranks),
          () => `${padded} % ${ranks} = ${padded % ranks}`,
        );
      },
    },
  ];
}
