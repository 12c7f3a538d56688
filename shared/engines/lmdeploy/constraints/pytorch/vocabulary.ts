import type { ModelConfig } from '../../../../model/model-config.ts';
import { t } from '../../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../../demands/judgement.ts';
import type { Constraint, Launch } from '../../../engine.ts';
import { atLeast } from '../../../version.ts';
import { ranksOfSize } from '../../ranks.ts';
import { pytorchEmbeddings } from '../../versions.ts';

/** Classes whose embedding is split; the others keep it whole on every rank. */
const splitEmbedding = /^(DeepseekV[234]|DeepseekV32|DeepseekVLV2|Glm4MoeLite|GlmMoeDsa)ForCausalLM$/;

/** The embedding is filled up to a multiple of this before it is split. */
const padding = 64;

/** lmdeploy/pytorch/nn/embedding.py ParallelEmbedding, models/deepseek_v2.py. */
export function vocabularyConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const vocabulary = model.decoder.vocabularySize;
  if (vocabulary === undefined || vocabulary.value <= 0 || !atLeast(launch.version.release, pytorchEmbeddings)) return [];
  if (!splitEmbedding.test(model.architectures[0]?.value ?? '')) return [];
  const padded = Math.ceil(vocabulary.value / padding) * padding;
  return [
    {
      rule: 'vocabulary',
      title: () => t('vocabulary {0}', padded),
      facts: [vocabulary],
      knobs: ['tensorParallelSize'],
      confidence: 'high',
      source: 'LMDeploy lmdeploy/pytorch/nn/embedding.py ParallelEmbedding.__init__, v0.16; since v0.12',
      judge: (layout) => {
        const ranks = layout.attentionRanks;
        if (ranks === undefined) return unknown;
        if (padded % ranks === 0) return holds;
        return refuses(
          () => t('{0}, padded to {1} (a multiple of 64), is not divisible by {2}', named(vocabulary), padded, ranksOfSize(layout, ranks)),
          () => `${padded} % ${ranks} = ${padded % ranks}`,
        );
      },
    },
  ];
}
