import type { Fact } from '../../../model/fact.ts';
import type { DecoderShape, ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { denseWidths } from '../../demands/layers.ts';
import { paddedVocabulary } from '../../demands/padded-vocabulary.ts';
import { split } from '../../demands/split.ts';
import type { Constraint, Launch } from '../../engine.ts';
import { attentionRanksText, denseRanks, ranksText, sharedRanks } from '../ranks.ts';

/** The dense MLP, the shared experts and the vocabulary split evenly. SGLang layers/linear.py, layers/vocab_parallel_embedding.py. */
export function widthConstraints(launch: Launch, { decoder }: ModelConfig): readonly Constraint[] {
  return [
    ...denseWidths(decoder).map((width) => denseWidth(launch, decoder, width)),
    ...sharedWidth(launch, decoder),
    ...vocabulary(launch, decoder),
  ];
}

function denseWidth(launch: Launch, { experts }: DecoderShape, width: Fact<number>): Constraint {
  return split({
    rule: 'mlp-width',
    fact: width,
    title: () => t('MLP {0}', width.value),
    knobs: ['intermediateSize'],
    ranks: denseRanks(launch, experts !== undefined),
    ranksText,
    source: 'SGLang layers/linear.py MergedColumnParallelLinear.__init__, RowParallelLinear.__init__, main of 2026-08-21',
  });
}

function sharedWidth(launch: Launch, { experts }: DecoderShape): readonly Constraint[] {
  const shared = experts?.sharedIntermediateSize;
  if (shared === undefined || shared.value === 0) return [];
  return [
    split({
      rule: 'shared-expert-width',
      fact: shared,
      title: () => t('shared expert {0}', shared.value),
      ranks: sharedRanks(launch),
      ranksText,
      source: 'SGLang models/deepseek_v2.py DeepseekV2MLP, models/qwen2_moe.py Qwen2MoeMLP, main of 2026-08-21',
    }),
  ];
}

/** With DP attention the embedding is split over the attention's ranks, or kept whole, by class: only what all of them need is asked. */
function vocabulary(launch: Launch, { vocabularySize: rows }: DecoderShape): readonly Constraint[] {
  if (rows === undefined || rows.value <= 0 || launch.options.get('enableDpAttention')?.value === true) return [];
  return [
    paddedVocabulary({
      rows,
      ranks: ({ attentionRanks }) => attentionRanks,
      ranksText: attentionRanksText,
      source: 'SGLang layers/vocab_parallel_embedding.py VocabParallelEmbedding.__init__, main of 2026-08-21',
    }),
  ];
}
