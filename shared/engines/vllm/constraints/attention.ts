import type { Fact } from '../../../model/fact.ts';
import { nameOf } from '../../../model/fact-name.ts';
import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, judged, named, refuses, unknown } from '../../demands/judgement.ts';
import { split } from '../../demands/split.ts';
import type { Constraint, Judgement, Launch, Layout } from '../../engine.ts';
import { isRegistered } from '../architectures.ts';

/**
 * Attention heads split evenly over the ranks; KV heads split, or are kept on several ranks each. vLLM
 * config/model.py `verify_with_parallel_config` and the `__init__` of every attention module; since the first releases.
 */
export function attentionConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const { attentionHeads: heads } = model.decoder;
  if (heads === undefined || heads.value === 0) return [];
  return [headsConstraint(heads), ...keyValueConstraints(launch, model, heads)];
}

function headsConstraint(heads: Fact<number>): Constraint {
  return split({
    rule: 'attention-heads',
    fact: heads,
    title: () => t('heads {0}', heads.value),
    ranks: (layout) => layout.attentionRanks,
    source: 'vLLM config/model.py verify_with_parallel_config, main of 2026-08-17',
  });
}

function keyValueConstraints(launch: Launch, model: ModelConfig, heads: Fact<number>): readonly Constraint[] {
  if (model.decoder.latentAttention !== undefined) return [];
  const { keyValueHeads, keyValueHeadsByLayer } = model.decoder;
  if (launch.command?.environment.has('VLLM_MLA_DISABLE')) return [];
  const byLayer = distinct(keyValueHeadsByLayer);
  const facts = byLayer.length > 0 ? byLayer : keyValueHeads === undefined ? [] : [keyValueHeads];
  const architecture = model.architectures[0]?.value;
  return facts.filter((fact) => fact.value > 0).map((fact) => keyValueConstraint(fact, heads, architecture));
}

/** Classes that cannot keep a KV head on more than one rank: kv // TP would be 0. */
const noReplication: ReadonlySet<string> = new Set(['GptOssForCausalLM', 'Param2MoEForCausalLM', 'HrmTextForCausalLM']);

/** Classes with checks of their own for more ranks than KV heads, not established: silent there. */
const ownReplication: ReadonlySet<string> = new Set([
  'InklingForCausalLM',
  'InklingForConditionalGeneration',
  'PanguProMoEV2ForCausalLM',
  'PanguEmbeddedForCausalLM',
  'OpenPanguVLForConditionalGeneration',
]);

function keyValueConstraint(keyValue: Fact<number>, heads: Fact<number>, architecture: string | undefined): Constraint {
  return {
    rule: 'kv-heads',
    title: () => t('KV heads {0}', keyValue.value),
    facts: [keyValue, heads],
    knobs: ['tensorParallelSize'],
    confidence: architecture !== undefined && isRegistered(architecture) ? 'high' : 'low',
    source: 'vLLM layers/linear.py QKVParallelLinear.__init__ and models/*.py attention __init__, main of 2026-08-17',
    judge: (layout) => judgeKeyValueHeads(layout, keyValue, heads.value, architecture ?? ''),
  };
}

function judgeKeyValueHeads(layout: Layout, keyValue: Fact<number>, heads: number, architecture: string): Judgement {
  const ranks = layout.attentionRanks;
  if (ranks === undefined) return unknown;
  const count = keyValue.value;
  if (count >= ranks) return count % ranks === 0 ? ratio(layout, keyValue, heads) : notShared(keyValue, ranks);
  if (ownReplication.has(architecture)) return unknown;
  if (noReplication.has(architecture)) return tooFew(keyValue, ranks, architecture);
  return ranks % count === 0 ? replicated(keyValue, ranks) : notShared(keyValue, ranks);
}

function notShared(keyValue: Fact<number>, ranks: number): Judgement {
  return refuses(
    () =>
      t(
        '{0} neither divides nor is divided by tensor-parallel-size {1}: each rank needs the same number of KV heads',
        named(keyValue),
        ranks,
      ),
    () =>
      keyValue.value >= ranks
        ? `${keyValue.value} % ${ranks} = ${keyValue.value % ranks}`
        : `${ranks} % ${keyValue.value} = ${ranks % keyValue.value}`,
  );
}

function tooFew(keyValue: Fact<number>, ranks: number, architecture: string): Judgement {
  return refuses(
    () =>
      t(
        '{0} is less than tensor-parallel-size {1}, and {2} cannot keep a KV head on more than one rank',
        named(keyValue),
        ranks,
        architecture,
      ),
    () => `${keyValue.value} < ${ranks}`,
  );
}

function replicated(keyValue: Fact<number>, ranks: number): Judgement {
  return judged(
    'replicates',
    () =>
      t(
        '{0} is less than tensor-parallel-size {1}: each KV head is kept on {2} ranks, which costs KV-cache memory',
        named(keyValue),
        ranks,
        ranks / keyValue.value,
      ),
    () => `${ranks} / ${keyValue.value} = ${ranks / keyValue.value} ×`,
  );
}

/** Query heads of a rank are shared out over its KV heads (attention/attention.py). */
function ratio(layout: Layout, keyValue: Fact<number>, heads: number): Judgement {
  const ranks = layout.attentionRanks ?? 1;
  const queries = heads / ranks;
  const keys = keyValue.value / ranks;
  if (!Number.isInteger(queries) || queries % keys === 0) return holds;
  return refuses(
    () => t('{0} attention heads are not a multiple of {1} {2}', heads, nameOf(keyValue), keyValue.value),
    () => `${queries} % ${keys} = ${queries % keys}`,
  );
}

function distinct(list: Fact<readonly number[]> | undefined): readonly Fact<number>[] {
  if (list === undefined) return [];
  return [...new Set(list.value)].map((value) => ({ ...list, value }));
}
