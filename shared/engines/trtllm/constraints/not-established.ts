import type { Fact } from '../../../model/fact.ts';
import { nameOf } from '../../../model/fact-name.ts';
import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import type { Constraint } from '../../engine.ts';
import { stateRead } from './ranks.ts';

/** Parts whose split was not read: a size that divides them is taken to be good, any other is not promised. */
export function notEstablished({ vision, decoder }: ModelConfig): readonly Constraint[] {
  const { stateSpace, linearAttention } = decoder;
  const counts: readonly (readonly [string, Fact<number> | undefined])[] = [
    ['vision-heads', vision?.heads],
    ['vision-mlp', vision?.intermediateSize],
    ['state-space', stateSpace?.heads ?? stateSpace?.innerSize],
    ['state-space', stateSpace?.groups],
    ['linear-attention', linearAttention?.valueHeads],
    ['linear-attention', linearAttention?.keyHeads],
  ];
  return counts.flatMap(([rule, fact]) => (fact === undefined ? [] : [silent(rule, fact)]));
}

function silent(rule: string, fact: Fact<number>): Constraint {
  return {
    rule,
    title: () => `${nameOf(fact)} ${fact.value}`,
    facts: [fact],
    knobs: [],
    confidence: 'low',
    source: `TensorRT-LLM ${stateRead}: not established`,
    judge: ({ attentionRanks: ranks }) => ({ outcome: ranks !== undefined && fact.value % ranks === 0 ? 'holds' : 'unknown' }),
  };
}

/** Backends whose demands were not read: nothing is said, and no size above 1 is promised. */
export function nothingKnown({ decoder }: ModelConfig): readonly Constraint[] {
  const heads = decoder.attentionHeads;
  return [
    {
      rule: 'attention-heads',
      title: () => t('heads {0}', heads?.value ?? ''),
      facts: heads === undefined ? [] : [heads],
      knobs: [],
      confidence: 'low',
      source: `TensorRT-LLM ${stateRead}: only the PyTorch backend was read`,
      judge: ({ tensorParallelSize: ranks }) => ({ outcome: ranks === 1 ? 'holds' : 'unknown' }),
    },
  ];
}
