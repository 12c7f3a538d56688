import type { Fact } from '../../../model/fact.ts';
import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, judged, named, refuses, unknown } from '../../demands/judgement.ts';
import { split } from '../../demands/split.ts';
import type { Constraint, Judgement, Layout } from '../../engine.ts';
import { attentionRanksText } from '../ranks.ts';

/**
 * Attention heads split evenly over the attention's ranks; KV heads split, or are kept on several ranks each. Bare assertions in the
 * `__init__` of every attention module (models/*.py), since the first releases.
 */
export function attentionConstraints({ decoder }: ModelConfig): readonly Constraint[] {
  const { attentionHeads: heads, keyValueHeads, keyValueHeadsByLayer, latentAttention } = decoder;
  if (heads === undefined || heads.value === 0) return [];
  const byLayer = distinct(keyValueHeadsByLayer);
  const keyValue = byLayer.length > 0 ? byLayer : keyValueHeads === undefined ? [] : [keyValueHeads];
  const counts = latentAttention === undefined ? keyValue.filter(({ value }) => value > 0) : [];
  return [headsConstraint(heads), ...counts.map((fact) => keyValueConstraint(fact, heads))];
}

function headsConstraint(heads: Fact<number>): Constraint {
  return split({
    rule: 'attention-heads',
    fact: heads,
    title: () => t('heads {0}', heads.value),
    knobs: ['dataParallelSize'],
    ranks: (layout) => layout.attentionRanks,
    ranksText: attentionRanksText,
    source: 'SGLang models/llama.py, qwen3_moe.py, deepseek_v2.py attention __init__ (an assertion without text), main of 2026-08-21',
  });
}

function keyValueConstraint(keyValue: Fact<number>, heads: Fact<number>): Constraint {
  return {
    rule: 'kv-heads',
    title: () => t('KV heads {0}', keyValue.value),
    facts: [keyValue, heads],
    knobs: ['tensorParallelSize', 'dataParallelSize'],
    confidence: 'high',
    source: 'SGLang models/llama.py, qwen3_moe.py attention __init__, layers/linear.py QKVParallelLinear, main of 2026-08-21',
    judge: (layout) => judgeKeyValueHeads(layout, keyValue),
  };
}

function judgeKeyValueHeads(layout: Layout, keyValue: Fact<number>): Judgement {
  const ranks = layout.attentionRanks;
  if (ranks === undefined) return unknown;
  const count = keyValue.value;
  const text = (): string => attentionRanksText(layout, ranks);
  if (count >= ranks && count % ranks === 0) return holds;
  if (count < ranks && ranks % count === 0)
    return judged(
      'replicates',
      () =>
        t('{0} is less than {1}: each KV head is kept on {2} ranks, which costs KV-cache memory', named(keyValue), text(), ranks / count),
      () => `${ranks} / ${count} = ${ranks / count} ×`,
    );
  return refuses(
    () => t('{0} neither divides nor is divided by {1}: each rank needs the same number of KV heads', named(keyValue), text()),
    () => (count >= ranks ? `${count} % ${ranks} = ${count % ranks}` : `${ranks} % ${count} = ${ranks % count}`),
  );
}

function distinct(list: Fact<readonly number[]> | undefined): readonly Fact<number>[] {
  if (list === undefined) return [];
  return [...new Set(list.value)].map((value) => ({ ...list, value }));
}
