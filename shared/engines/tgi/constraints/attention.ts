import type { Fact } from '../../../model/fact.ts';
import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint } from '../../engine.ts';
import type { Family } from '../families.ts';
import { onlyWhole, shardSplit, stateRead } from './shards.ts';

/** Attention heads, and KV heads, which TGI never keeps on more than one shard (models/custom_modeling/flash_*.py `__init__`). */
export function attentionConstraints({ decoder }: ModelConfig, family: Family): readonly Constraint[] {
  const { attentionHeads: heads, keyValueHeads, latentAttention } = decoder;
  if (heads === undefined || heads.value === 0) return [];
  const split = shardSplit({
    rule: 'attention-heads',
    fact: heads,
    title: () => t('heads {0}', heads.value),
    source: `TGI models/custom_modeling/flash_*.py attention __init__, ${stateRead}; since v0.9`,
  });
  const shared = family === 'whole' || latentAttention !== undefined || keyValueHeads === undefined;
  return shared ? [split] : [split, keyValueConstraint(keyValueHeads, heads)];
}

function keyValueConstraint(keyValue: Fact<number>, heads: Fact<number>): Constraint {
  return {
    rule: 'kv-heads',
    title: () => t('KV heads {0}', keyValue.value),
    facts: [keyValue, heads],
    knobs: ['tensorParallelSize'],
    confidence: 'high',
    source: `TGI models/custom_modeling/flash_llama_modeling.py FlashLlamaAttention.__init__ and its relatives, utils/weights.py get_sharded, ${stateRead}`,
    judge: ({ attentionRanks: shards }) => {
      if (shards === undefined) return unknown;
      if (keyValue.value % shards === 0) return holds;
      if (keyValue.value >= shards) {
        return refuses(
          () => t('{0} is not divisible by {1}', named(keyValue), `num-shard ${shards}`),
          () => `${keyValue.value} % ${shards} = ${keyValue.value % shards}`,
        );
      }
      return refuses(
        () => t('{0} is less than num-shard {1}, and TGI cannot keep a KV head on more than one shard', named(keyValue), shards),
        () => `${keyValue.value} < ${shards}`,
      );
    },
  };
}

/** Mamba models refuse to be sharded (models/mamba.py). */
export function stateSpaceConstraints({ modelType }: ModelConfig): readonly Constraint[] {
  if (modelType === undefined || !['mamba', 'ssm'].includes(modelType.value)) return [];
  return [
    onlyWhole(
      {
        rule: 'state-space',
        title: () => t('Mamba'),
        facts: [modelType],
        confidence: 'high',
        source: `TGI models/mamba.py Mamba.__init__, ${stateRead}`,
      },
      (shards) => t('TGI does not split Mamba models: num-shard {0} is refused, 1 is accepted', shards),
    ),
  ];
}
