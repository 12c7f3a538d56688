import type { ModelConfig } from '../../../../model/model-config.ts';
import { paddedVocabulary } from '../../../demands/padded-vocabulary.ts';
import type { Constraint, Launch } from '../../../engine.ts';
import { atLeast } from '../../../version.ts';
import { ranksOfSize } from '../../ranks.ts';
import { pytorchEmbeddings } from '../../versions.ts';
import { attentionRanks } from '../split-evenly.ts';

/** Classes whose embedding is split; the others keep it whole on every rank. */
const splitEmbedding = /^(DeepseekV[234]|DeepseekV32|DeepseekVLV2|Glm4MoeLite|GlmMoeDsa)ForCausalLM$/;

/** lmdeploy/pytorch/nn/embedding.py ParallelEmbedding, models/deepseek_v2.py. */
export function vocabularyConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const vocabulary = model.decoder.vocabularySize;
  if (vocabulary === undefined || vocabulary.value <= 0 || !atLeast(launch.version.release, pytorchEmbeddings)) return [];
  if (!splitEmbedding.test(model.architectures[0]?.value ?? '')) return [];
  return [
    paddedVocabulary({
      rows: vocabulary,
      ranks: attentionRanks,
      ranksText: ranksOfSize,
      source: 'LMDeploy lmdeploy/pytorch/nn/embedding.py ParallelEmbedding.__init__, v0.16; since v0.12',
    }),
  ];
}
