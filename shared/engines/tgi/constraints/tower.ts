import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import type { Constraint } from '../../engine.ts';
import { shardSplit, stateRead } from './shards.ts';

/** Types whose tower TGI builds from its own parallel layers (models/custom_modeling/{clip,siglip,idefics2,idefics3,qwen2_vl,qwen2_5_vl,mllama}.py). */
const shardedTowers = /^(llava_next|paligemma|gemma3|idefics2|idefics3|qwen2_vl|qwen2_5_vl|mllama)$/;

/** The tower is split over the same shards as the decoder. Its heads are divided without a check, and the reshape then fails. */
export function towerConstraints({ modelType, vision }: ModelConfig): readonly Constraint[] {
  if (vision === undefined || !shardedTowers.test(modelType?.value ?? '')) return [];
  const { heads, intermediateSize } = vision;
  return [
    ...(heads === undefined
      ? []
      : [
          shardSplit({
            rule: 'vision-heads',
            fact: heads,
            title: () => t('tower heads {0}', heads.value),
            confidence: 'medium',
            source: `TGI models/custom_modeling/siglip.py, clip.py, qwen2_vl.py, qwen2_5_vl.py attention, ${stateRead}`,
          }),
        ]),
    ...(intermediateSize === undefined
      ? []
      : [
          shardSplit({
            rule: 'vision-mlp',
            fact: intermediateSize,
            title: () => t('tower MLP {0}', intermediateSize.value),
            source: `TGI utils/weights.py Weights.get_sharded for the towers' MLPs, ${stateRead}`,
          }),
        ]),
  ];
}
