import type { Fact } from '../../../model/fact.ts';
import type { DecoderShape, ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../demands/judgement.ts';
import { denseWidths } from '../../demands/layers.ts';
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

/** Rows are padded to a multiple of this before they are split (DEFAULT_VOCAB_PADDING_SIZE), and not to the ranks. */
const vocabularyPadding = 64;

/** With DP attention the embedding is split over the attention's ranks, or kept whole, by class: only what all of them need is asked. */
function vocabulary(launch: Launch, decoder: DecoderShape): readonly Constraint[] {
  const rows = decoder.vocabularySize;
  if (rows === undefined || rows.value <= 0 || launch.options.get('enableDpAttention')?.value === true) return [];
  const padded = Math.ceil(rows.value / vocabularyPadding) * vocabularyPadding;
  return [
    {
      rule: 'vocabulary',
      title: () => t('vocabulary {0}', padded),
      facts: [rows],
      knobs: ['tensorParallelSize'],
      confidence: 'high',
      source: 'SGLang layers/vocab_parallel_embedding.py VocabParallelEmbedding.__init__, main of 2026-08-21',
      judge: (layout) => {
        const ranks = layout.attentionRanks;
        if (ranks === undefined) return unknown;
        if (padded % ranks === 0) return holds;
        return refuses(
          () =>
            padded === rows.value
              ? t('{0} is not divisible by {1}', named(rows), attentionRanksText(layout, ranks))
              : t('{0}, padded to {1} (a multiple of 64), is not divisible by {2}', named(rows), padded, attentionRanksText(layout, ranks)),
          () => `${padded} % ${ranks} = ${padded % ranks}`,
        );
      },
    },
  ];
}
