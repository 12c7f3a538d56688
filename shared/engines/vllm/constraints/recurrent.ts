import type { Fact } from '../../../model/fact.ts';
import type { LinearAttentionShape, ModelConfig, StateSpaceShape } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../demands/judgement.ts';
import { split } from '../../demands/split.ts';
import type { Constraint } from '../../engine.ts';

/** State-space and linear-attention layers. vLLM layers/mamba/**. */
export function recurrentConstraints(model: ModelConfig): readonly Constraint[] {
  const { stateSpace, linearAttention } = model.decoder;
  return [
    ...(stateSpace === undefined ? [] : stateSpaceConstraints(stateSpace)),
    ...(linearAttention === undefined ? [] : linearConstraints(linearAttention)),
  ];
}

function stateSpaceConstraints({ version, heads, groups, innerSize }: StateSpaceShape): readonly Constraint[] {
  if (version === 1) {
    return innerSize === undefined ? [] : [recurrentSplit('state-space', innerSize, 'layers/mamba/mamba_mixer.py MambaMixer.__init__')];
  }
  return [
    ...(heads === undefined
      ? []
      : [recurrentSplit('state-space', heads, 'layers/mamba/mamba_mixer2.py MambaMixer2.__init__; since v0.7.3')]),
    ...(groups === undefined ? [] : [groupsConstraint(groups)]),
  ];
}

/** Groups split evenly, or there is one, which every rank keeps (since v0.8.0). */
function groupsConstraint(groups: Fact<number>): Constraint {
  return {
    rule: 'state-space',
    title: () => t('Mamba groups {0}', groups.value),
    facts: [groups],
    knobs: ['tensorParallelSize'],
    confidence: 'high',
    source: 'vLLM layers/mamba/mamba_mixer2.py MambaMixer2.__init__, main of 2026-08-17; since v0.8.0',
    judge: ({ tensorParallelSize: ranks }) => {
      if (ranks === undefined) return unknown;
      if (groups.value === 1 || groups.value % ranks === 0) return holds;
      return refuses(
        () => t('{0} is not divisible by tensor-parallel-size {1}; only a single group is kept on every rank', named(groups), ranks),
        () => `${groups.value} % ${ranks} = ${groups.value % ranks}`,
      );
    },
  };
}

function linearConstraints(shape: LinearAttentionShape): readonly Constraint[] {
  if (shape.kind === 'gated-delta-net') {
    const source = 'layers/mamba/gdn/qwen_gdn_linear_attn.py; since 2025-09';
    return [
      ...(shape.valueHeads === undefined ? [] : [recurrentSplit('linear-attention', shape.valueHeads, source)]),
      // Not checked at construction: the reshape fails at the first forward.
      ...(shape.keyHeads === undefined
        ? []
        : [{ ...recurrentSplit('linear-attention', shape.keyHeads, source), confidence: 'medium' as const }]),
    ];
  }
  const heads = shape.valueHeads ?? shape.keyHeads;
  if (heads === undefined) return [];
  if (shape.kind === 'kimi-delta')
    return [recurrentSplit('linear-attention', heads, 'models/kimi_linear.py, models/kimi_k3/nvidia/kda.py')];
  return [recurrentSplit('linear-attention', heads, 'layers/mamba/linear/*'), ...groupNorm(shape)];
}

function groupNorm({ groupNormSize }: LinearAttentionShape): readonly Constraint[] {
  if (groupNormSize === undefined) return [];
  return [
    {
      rule: 'linear-attention',
      title: () => t('group norm {0}', groupNormSize.value),
      facts: [groupNormSize],
      knobs: ['tensorParallelSize'],
      confidence: 'high',
      source: 'vLLM layers/mamba/linear/*, Bailing linear attention, main of 2026-08-17',
      judge: ({ tensorParallelSize: ranks }) => {
        if (ranks === undefined) return unknown;
        if (ranks <= groupNormSize.value) return holds;
        return refuses(
          () => t('tensor-parallel-size {0} is greater than {1}', ranks, named(groupNormSize)),
          () => `${ranks} > ${groupNormSize.value}`,
        );
      },
    },
  ];
}

function recurrentSplit(rule: string, fact: Fact<number>, source: string): Constraint {
  return split({
    rule,
    fact,
    title: () => named(fact),
    source: `vLLM ${source}, main of 2026-08-17`,
    ranks: (layout) => layout.tensorParallelSize,
  });
}
