import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, judged, named, unknown } from '../../demands/judgement.ts';
import { denseWidths } from '../../demands/layers.ts';
import type { Constraint } from '../../engine.ts';
import { shardSplit, stateRead } from './shards.ts';

/** MLPs and experts split evenly; a vocabulary that does not is kept whole. TGI utils/weights.py, layers/tensor_parallel.py. */
export function widthConstraints({ decoder }: ModelConfig): readonly Constraint[] {
  const source = `TGI utils/weights.py Weights.get_sharded and get_packed_sharded, ${stateRead}`;
  const { experts } = decoder;
  const dense = denseWidths(decoder).map((fact) =>
    shardSplit({ rule: 'mlp-width', fact, title: () => t('MLP {0}', fact.value), knobs: ['intermediateSize'], source }),
  );
  const routed = experts?.intermediateSize;
  const shared = experts?.sharedIntermediateSize;
  return [
    ...dense,
    ...(routed === undefined
      ? []
      : [shardSplit({ rule: 'expert-width', fact: routed, title: () => t('expert {0}', routed.value), source })]),
    ...(shared === undefined || shared.value === 0
      ? []
      : [shardSplit({ rule: 'shared-expert-width', fact: shared, title: () => t('shared expert {0}', shared.value), source })]),
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
      source: `TGI layers/tensor_parallel.py TensorParallelHead.load, ${stateRead}`,
      judge: ({ mlpRanks: shards }) => {
        if (shards === undefined) return unknown;
        if (size.value % shards === 0) return holds;
        return judged(
          'unsharded',
          () => t('{0} is not divisible by num-shard {1}: every shard keeps the whole output head', named(size), shards),
          () => `${size.value} % ${shards} = ${size.value % shards}`,
        );
      },
    },
  ];
}
