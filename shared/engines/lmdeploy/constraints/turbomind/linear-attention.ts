import type { Fact } from '../../../../model/fact.ts';
import { nameOf } from '../../../../model/fact-name.ts';
import type { LinearAttentionShape, ModelConfig } from '../../../../model/model-config.ts';
import { t } from '../../../../text/localize.ts';
import { named, refuses } from '../../../demands/judgement.ts';
import type { Constraint } from '../../../engine.ts';
import { modelRanks, splitEvenly } from '../split-evenly.ts';

const source = 'LMDeploy lmdeploy/turbomind/builders/deltanet.py fuse_gdn, src/turbomind/models/llama/GatedDeltaNetLayer.cc, v0.16';

/** The only width that the kernel has. */
const headWidth = 128;

/** Gated DeltaNet of Qwen3.5: key and value heads split over the ranks of the whole model. */
export function linearAttentionConstraints({ decoder }: ModelConfig): readonly Constraint[] {
  const shape = decoder.linearAttention;
  if (shape?.kind !== 'gated-delta-net') return [];
  const counts = [shape.keyHeads, shape.valueHeads].filter((fact) => fact !== undefined);
  return [...counts.map(splitHeads), ...sharedHeads(shape), ...widths(shape)];
}

function splitHeads(fact: Fact<number>): Constraint {
  return splitEvenly({ rule: 'linear-attention', fact, title: () => t('linear heads {0}', fact.value), ranks: modelRanks, source });
}

function sharedHeads({ keyHeads, valueHeads }: LinearAttentionShape): readonly Constraint[] {
  if (keyHeads === undefined || valueHeads === undefined || valueHeads.value % keyHeads.value === 0) return [];
  return [always(valueHeads, () => t('{0} is not a multiple of {1}', named(valueHeads), named(keyHeads)))];
}

function widths({ keyHeadDim, valueHeadDim }: LinearAttentionShape): readonly Constraint[] {
  return [keyHeadDim, valueHeadDim].flatMap((fact) =>
    fact === undefined || fact.value === headWidth
      ? []
      : [always(fact, () => t('TurboMind has no linear attention with {0} {1}: {2} is accepted', nameOf(fact), fact.value, headWidth))],
  );
}

function always(fact: Fact<number>, message: () => string): Constraint {
  return {
    rule: 'linear-attention',
    title: () => t('linear heads {0}', fact.value),
    facts: [fact],
    option: 'backend',
    knobs: ['option'],
    confidence: 'high',
    source,
    judge: () => refuses(message),
  };
}
