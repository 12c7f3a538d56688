import type { Fact } from '../../../model/fact.ts';
import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, judged, named, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint, Judgement, Launch, Layout } from '../../engine.ts';
import { rankSplit, stateRead } from './ranks.ts';

/** Attention heads, asserted when the model is built, and KV heads, asserted when weights are loaded. */
export function attentionConstraints(launch: Launch, { decoder }: ModelConfig): readonly Constraint[] {
  const { attentionHeads: heads, keyValueHeads, keyValueHeadsByLayer, latentAttention } = decoder;
  if (heads === undefined || heads.value === 0) return [];
  const whole = rankSplit(launch, {
    rule: 'attention-heads',
    fact: heads,
    title: () => t('heads {0}', heads.value),
    ranks: (layout) => layout.attentionRanks,
    source: `TensorRT-LLM _torch/modules/attention.py Attention.__init__, ${stateRead}`,
  });
  if (latentAttention !== undefined) return [whole];
  const list = keyValueHeadsByLayer;
  const counts = list === undefined ? (keyValueHeads === undefined ? [] : [keyValueHeads]) : distinct(list);
  return [whole, ...counts.filter(({ value }) => value > 0).map((count) => keyValueConstraint(count, heads))];
}

function keyValueConstraint(keyValue: Fact<number>, heads: Fact<number>): Constraint {
  return {
    rule: 'kv-heads',
    title: () => t('KV heads {0}', keyValue.value),
    facts: [keyValue, heads],
    knobs: ['tensorParallelSize'],
    confidence: 'high',
    source: `TensorRT-LLM _torch/models/modeling_utils.py duplicate_kv_weight, ${stateRead}`,
    judge: (layout) => judgeKeyValueHeads(layout, keyValue),
  };
}

/** Context parallelism splits tokens, not KV heads; with attention data parallelism each rank has all of them. */
function judgeKeyValueHeads({ attentionRanks, tensorParallelSize: tp }: Layout, keyValue: Fact<number>): Judgement {
  if (attentionRanks === undefined || tp === undefined) return unknown;
  const ranks = attentionRanks % tp === 0 ? tp : 1;
  const count = keyValue.value;
  if (count % ranks === 0) return holds;
  if (count < ranks && ranks % count === 0) {
    return judged(
      'replicates',
      () =>
        t(
          '{0} is less than tp_size {1}: each KV head is kept on {2} ranks, which costs KV-cache memory',
          named(keyValue),
          ranks,
          ranks / count,
        ),
      () => `${ranks} / ${count} = ${ranks / count} ×`,
    );
  }
  return refuses(
    () => t('{0} neither divides nor is divided by tp_size {1}: each rank needs the same number of KV heads', named(keyValue), ranks),
    () => (count >= ranks ? `${count} % ${ranks} = ${count % ranks}` : `${ranks} % ${count} = ${ranks % count}`),
  );
}

function distinct(list: Fact<readonly number[]>): readonly Fact<number>[] {
  return [...new Set(list.value)].map((value) => ({ ...list, value }));
}
