import type { ModelConfig } from '../../../../model/model-config.ts';
import { t } from '../../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../../demands/judgement.ts';
import type { Constraint } from '../../../engine.ts';

/** Whole experts are dealt out in equal numbers. TurboMind builders/moe.py MoeBuilder, unified_decoder.cc. */
export function expertConstraints({ decoder }: ModelConfig): readonly Constraint[] {
  const { experts } = decoder;
  if (experts === undefined) return [withoutExperts(decoder)];
  return [
    {
      rule: 'expert-count',
      title: () => t('experts {0}', experts.count.value),
      facts: [experts.count],
      option: 'expertParallelSize',
      knobs: ['option'],
      confidence: 'high',
      source: 'LMDeploy lmdeploy/turbomind/builders/moe.py MoeBuilder.__init__, v0.16',
      judge: ({ expertRanks: ranks }) => {
        if (ranks === undefined) return unknown;
        if (experts.count.value % ranks === 0) return holds;
        return refuses(
          () => t('{0} is not divisible by ep {1}', named(experts.count), ranks),
          () => `${experts.count.value} % ${ranks} = ${experts.count.value % ranks}`,
        );
      },
    },
  ];
}

function withoutExperts({ attentionHeads, hiddenSize }: ModelConfig['decoder']): Constraint {
  const shape = attentionHeads ?? hiddenSize;
  return {
    rule: 'expert-parallel',
    title: () => t('experts'),
    facts: shape === undefined ? [] : [shape],
    option: 'expertParallelSize',
    knobs: ['option'],
    confidence: 'high',
    source: 'LMDeploy src/turbomind/models/llama/unified_decoder.cc (dense model with ep_size > 1), v0.16',
    judge: ({ expertRanks: ranks }) => {
      if (ranks === undefined) return unknown;
      if (ranks === 1) return holds;
      return refuses(
        () => t('ep {0} needs a model with experts, and the config.json has none: drop the option', ranks),
        () => t('no experts'),
      );
    },
  };
}
