import type { Fact } from '../../../model/fact.ts';
import type { DecoderShape, ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { denseWidths } from '../../demands/layers.ts';
import { paddedVocabulary } from '../../demands/padded-vocabulary.ts';
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

function vocabularyConstraints(launch: Launch, { vocabularySize: rows }: DecoderShape): readonly Constraint[] {
  // LoRA used to add rows of its own before padding; how many depends on the release.
  if (rows === undefined || rows.value <= 0 || launch.options.get('enableLora')?.value === true) return [];
  return [
    paddedVocabulary({
      rows,
      ranks: ({ mlpRanks }) => mlpRanks,
      ranksText: (_, ranks) => `tensor-parallel-size ${ranks}`,
      source: 'vLLM layers/vocab_parallel_embedding.py VocabParallelEmbedding.__init__, main of 2026-08-17; padding to 64 since v0.3.0',
    }),
  ];
}
