import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import { t } from '../../../../text/localize.ts';
import { holds, judged, named, refuses, unknown } from '../../../demands/judgement.ts';
import type { Constraint, Judgement, Layout } from '../../../engine.ts';
import { ranksOfSize } from '../../ranks.ts';

/** Elements of 16 bits that a thread of the lookup reads at once. */
const vector = 8;

/** The embedding is split along the hidden size, the output head along the vocabulary, which is filled up (builders/text_model.py). */
export function embeddingConstraints({ decoder }: ModelConfig): readonly Constraint[] {
  const { hiddenSize, vocabularySize } = decoder;
  return [
    ...(hiddenSize === undefined ? [] : [hiddenConstraint(hiddenSize)]),
    ...(vocabularySize === undefined || vocabularySize.value <= 0 ? [] : [vocabularyConstraint(vocabularySize)]),
  ];
}

function hiddenConstraint(hidden: Fact<number>): Constraint {
  return {
    rule: 'embedding-width',
    title: () => t('embedding {0}', hidden.value),
    facts: [hidden],
    knobs: ['tensorParallelSize'],
    confidence: 'high',
    source: 'LMDeploy src/turbomind/models/language_model.cc (embedding_table), kernels/gpt_kernels.cu invokeEmbeddingLookup, v0.16',
    judge: (layout) => judgeHidden(layout, hidden),
  };
}

function judgeHidden(layout: Layout, hidden: Fact<number>): Judgement {
  const ranks = layout.modelRanks;
  if (ranks === undefined) return unknown;
  const part = hidden.value / ranks;
  if (part % vector === 0) return holds;
  if (!Number.isInteger(part)) {
    return refuses(
      () => t('{0} is not divisible by {1}, and the embedding is split along it', named(hidden), ranksOfSize(layout, ranks)),
      () => `${hidden.value} % ${ranks} = ${hidden.value % ranks}`,
    );
  }
  return refuses(
    () =>
      t(
        '{0} / {1} = {2}, not a multiple of the {3} elements that the embedding lookup reads at once',
        named(hidden),
        ranksOfSize(layout, ranks),
        part,
        vector,
      ),
    () => `${part} % ${vector} = ${part % vector}`,
  );
}

function vocabularyConstraint(vocabulary: Fact<number>): Constraint {
  return {
    rule: 'vocabulary',
    title: () => t('vocabulary {0}', vocabulary.value),
    facts: [vocabulary],
    knobs: ['tensorParallelSize'],
    confidence: 'high',
    source: 'LMDeploy lmdeploy/turbomind/builders/text_model.py add_lm_head, v0.16',
    judge: (layout) => {
      const ranks = layout.modelRanks;
      if (ranks === undefined) return unknown;
      const padded = Math.ceil(vocabulary.value / (vector * ranks)) * vector * ranks;
      if (ranks === 1 || padded === vocabulary.value) return holds;
      return judged(
        'pads',
        () => t('{0} is filled up to {1} in the output head to split over {2}', named(vocabulary), padded, ranksOfSize(layout, ranks)),
        () => `${vocabulary.value} → ${padded}`,
      );
    },
  };
}
