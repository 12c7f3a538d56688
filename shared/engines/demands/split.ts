import type { Fact } from '../../model/fact.ts';
import { t } from '../../text/localize.ts';
import type { Confidence, Constraint, Judgement, Knob, Layout } from '../engine.ts';
import { holds, named, refuses, unknown } from './judgement.ts';

/** A value of the model that must be a multiple of the ranks it is split over. */
export interface Split {
  readonly rule: string;
  readonly fact: Fact<number>;
  /** What the value is, in the field's words, for a column of the table. */
  readonly title: () => string;
  readonly source: string;
  readonly confidence?: Confidence;
  readonly knobs?: readonly Knob[];
  /** Ranks that the value is split over; the MLP ranks (TP) if not given. */
  readonly ranks?: (layout: Layout) => number | undefined;
  /** How the engine's users call them: `num-shard 4`; `tensor-parallel-size 4` if not given. */
  readonly ranksText?: (layout: Layout, ranks: number) => string;
}

/** The commonest demand of all: `value % ranks == 0`. */
export function split({
  rule,
  fact,
  title,
  source,
  confidence = 'high',
  knobs = [],
  ranks = mlpRanks,
  ranksText: text = ranksText,
}: Split): Constraint {
  const outcomeAt = (layout: Layout): 'unknown' | 'holds' | 'refuses' => {
    const over = ranks(layout);
    if (over === undefined) return 'unknown';
    return fact.value % over === 0 ? 'holds' : 'refuses';
  };
  const judge = (layout: Layout): Judgement => {
    const outcome = outcomeAt(layout);
    if (outcome !== 'refuses') return outcome === 'holds' ? holds : unknown;
    const over = ranks(layout) ?? 1;
    return refuses(
      () => t('{0} is not divisible by {1}', named(fact), text(layout, over)),
      () => `${fact.value} % ${over} = ${fact.value % over}`,
    );
  };
  return { rule, title, facts: [fact], knobs: ['tensorParallelSize', ...knobs], confidence, source, judge, outcomeAt };
}

function mlpRanks(layout: Layout): number | undefined {
  return layout.mlpRanks;
}

/** `tensor-parallel-size 4`, or the product where other sizes multiply in: `tensor-parallel-size 4 × data-parallel-size 2 = 8`. */
export function ranksText(layout: Layout, ranks: number): string {
  const sizes = [
    ['tensor-parallel-size', layout.tensorParallelSize ?? 1],
    ['data-parallel-size', layout.dataParallelSize ?? 1],
    ['prefill-context-parallel-size', layout.prefillContextParallelSize ?? 1],
  ] as const;
  if (ranks === sizes[0][1]) return `tensor-parallel-size ${ranks}`;
  const factors = sizes.filter(([, size], at) => at === 0 || size > 1).map(([name, size]) => `${name} ${size}`);
  return `${factors.join(' × ')} = ${ranks}`;
}
