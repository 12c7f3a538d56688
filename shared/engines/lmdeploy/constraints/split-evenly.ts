import type { Fact } from '../../../model/fact.ts';
import { t } from '../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../demands/judgement.ts';
import type { Confidence, Constraint, Knob, Layout } from '../../engine.ts';
import { ranksOfSize } from '../ranks.ts';

/** A value that must be a multiple of the ranks it is split over, which are not always as many as the tensor-parallel size. */
export interface EvenSplit {
  readonly rule: string;
  readonly fact: Fact<number>;
  readonly title: () => string;
  readonly ranks: (layout: Layout) => number | undefined;
  readonly source: string;
  readonly confidence?: Confidence;
  readonly knobs?: readonly Knob[];
}

export function splitEvenly({
  rule,
  fact,
  title,
  ranks,
  source,
  confidence = 'high',
  knobs = ['tensorParallelSize'],
}: EvenSplit): Constraint {
  return {
    rule,
    title,
    facts: [fact],
    knobs,
    confidence,
    source,
    judge: (layout) => {
      const over = ranks(layout);
      if (over === undefined) return unknown;
      if (fact.value % over === 0) return holds;
      return refuses(
        () => t('{0} is not divisible by {1}', named(fact), ranksOfSize(layout, over)),
        () => `${fact.value} % ${over} = ${fact.value % over}`,
      );
    },
  };
}

export const attentionRanks = (layout: Layout): number | undefined => layout.attentionRanks;

export const modelRanks = (layout: Layout): number | undefined => layout.modelRanks;
