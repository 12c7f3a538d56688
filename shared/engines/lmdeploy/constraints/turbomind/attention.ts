import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import { t } from '../../../../text/localize.ts';
import { holds, judged, named, refuses, unknown } from '../../../demands/judgement.ts';
import type { Confidence, Constraint, Judgement, Layout } from '../../../engine.ts';
import { ranksOfSize } from '../../ranks.ts';
import { attentionRanks, splitEvenly } from '../split-evenly.ts';

/**
 * Attention heads split evenly; KV heads are repeated until they do. TurboMind builders/attention.py `_repeat_kv_heads`, and
 * unified_attention_layer.cc once the weights are there. Nothing asks for a power of two.
 */
export function attentionConstraints({ decoder }: ModelConfig, confidence: Confidence): readonly Constraint[] {
  const { attentionHeads: heads, keyValueHeads } = decoder;
  if (heads === undefined || heads.value === 0) return [];
  const split = splitEvenly({
    rule: 'attention-heads',
    fact: heads,
    title: () => t('heads {0}', heads.value),
    ranks: attentionRanks,
    confidence,
    source: 'LMDeploy src/turbomind/models/llama/unified_attention_layer.cc (head_num % tp_size), builders/attention.py fuse_qkv, v0.16',
  });
  if (decoder.latentAttention !== undefined || keyValueHeads === undefined || keyValueHeads.value === 0) return [split];
  return [split, keyValueConstraint(keyValueHeads, heads, confidence)];
}

function keyValueConstraint(keyValue: Fact<number>, heads: Fact<number>, confidence: Confidence): Constraint {
  return {
    rule: 'kv-heads',
    title: () => t('KV heads {0}', keyValue.value),
    facts: [keyValue, heads],
    knobs: ['tensorParallelSize'],
    confidence,
    source:
      'LMDeploy lmdeploy/turbomind/builders/attention.py _repeat_kv_heads, unified_attention_layer.cc (head_num % kv_head_num), v0.16',
    judge: (layout) => judgeRepeat(layout, keyValue, heads),
  };
}

/** `target` is the least multiple of the ranks that holds all KV heads. */
function judgeRepeat(layout: Layout, keyValue: Fact<number>, heads: Fact<number>): Judgement {
  const ranks = layout.attentionRanks;
  if (ranks === undefined) return unknown;
  const count = keyValue.value;
  const target = Math.ceil(count / ranks) * ranks;
  if (target % count !== 0) return notRepeatable(layout, keyValue, target, ranks);
  if (heads.value % ranks === 0 && heads.value % target !== 0) return notShared(heads, target);
  return target === count ? holds : repeated(layout, keyValue, target, ranks);
}

function notRepeatable(layout: Layout, keyValue: Fact<number>, target: number, ranks: number): Judgement {
  return refuses(
    () =>
      t(
        '{0} would have to be repeated to {1} to split over {2}, and {1} is not a multiple of {3}',
        named(keyValue),
        target,
        ranksOfSize(layout, ranks),
        keyValue.value,
      ),
    () => `${target} % ${keyValue.value} = ${target % keyValue.value}`,
  );
}

function notShared(heads: Fact<number>, target: number): Judgement {
  return refuses(
    () => t('{0} is not a multiple of the {1} KV heads', named(heads), target),
    () => `${heads.value} % ${target} = ${heads.value % target}`,
  );
}

function repeated(layout: Layout, keyValue: Fact<number>, target: number, ranks: number): Judgement {
  return judged(
    'replicates',
    () => t('{0} is repeated to {1} to split over {2}, which costs KV-cache memory', named(keyValue), target, ranksOfSize(layout, ranks)),
    () => `${target} / ${keyValue.value} = ${target / keyValue.value} ×`,
  );
}
