import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import { t } from '../../../../text/localize.ts';
import { holds, judged, named, refuses, unknown } from '../../../demands/judgement.ts';
import type { Confidence, Constraint, Judgement, Layout } from '../../../engine.ts';
import { ranksOfSize } from '../../ranks.ts';
import { attentionRanks, splitEvenly } from '../split-evenly.ts';

const source = 'LMDeploy lmdeploy/pytorch/config.py ModelConfig.from_hf_config, configurations/builder.py update_num_kv_heads, v0.16';

/** Heads split evenly; KV heads split, or are kept on several ranks each. Latent attention has one KV head, which every rank keeps. */
export function attentionConstraints({ decoder }: ModelConfig, confidence: Confidence): readonly Constraint[] {
  const { attentionHeads: heads, keyValueHeads, latentAttention } = decoder;
  if (heads === undefined || heads.value === 0) return [];
  const title = (): string => t('heads {0}', heads.value);
  const split = splitEvenly({ rule: 'attention-heads', fact: heads, title, ranks: attentionRanks, confidence, source });
  if (latentAttention !== undefined || keyValueHeads === undefined || keyValueHeads.value === 0) return [split];
  return [split, keyValueConstraint(keyValueHeads, heads, confidence)];
}

function keyValueConstraint(keyValue: Fact<number>, heads: Fact<number>, confidence: Confidence): Constraint {
  return {
    rule: 'kv-heads',
    title: () => t('KV heads {0}', keyValue.value),
    facts: [keyValue, heads],
    knobs: ['tensorParallelSize'],
    confidence,
    source,
    judge: (layout) => judgeKeyValueHeads(layout, keyValue),
  };
}

function judgeKeyValueHeads(layout: Layout, keyValue: Fact<number>): Judgement {
  const ranks = layout.attentionRanks;
  if (ranks === undefined) return unknown;
  const count = keyValue.value;
  if (count % ranks === 0) return holds;
  if (count < ranks && ranks % count === 0) return replicated(layout, keyValue, ranks);
  return refuses(
    () =>
      t(
        '{0} neither divides nor is divided by {1}: each rank needs the same number of KV heads',
        named(keyValue),
        ranksOfSize(layout, ranks),
      ),
    () => (count >= ranks ? `${count} % ${ranks} = ${count % ranks}` : `${ranks} % ${count} = ${ranks % count}`),
  );
}

function replicated(layout: Layout, keyValue: Fact<number>, ranks: number): Judgement {
  const copies = ranks / keyValue.value;
  return judged(
    'replicates',
    () =>
      t(
        '{0} is less than {1}: each KV head is kept on {2} ranks, which costs KV-cache memory',
        named(keyValue),
        ranksOfSize(layout, ranks),
        copies,
      ),
    () => `${ranks} / ${keyValue.value} = ${copies} ×`,
  );
}
