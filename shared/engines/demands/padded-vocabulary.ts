import type { Fact } from '../../model/fact.ts';
import { t } from '../../text/localize.ts';
import type { Constraint, Layout } from '../engine.ts';
import { holds, named, refuses, unknown } from './judgement.ts';

/** A vocabulary that is padded to a fixed multiple, and not to the ranks, before it is split over them. */
export interface PaddedVocabulary {
  /** Rows of the embedding as the config.json says. */
  readonly rows: Fact<number>;
  readonly ranks: (layout: Layout) => number | undefined;
  /** How the engine's users call the ranks: `tensor-parallel-size 4`. */
  readonly ranksText: (layout: Layout, ranks: number) => string;
  readonly source: string;
}

/** Rows are padded to a multiple of this: DEFAULT_VOCAB_PADDING_SIZE of vLLM's vocab_parallel_embedding.py, which the others took over. */
const padding = 64;

/** The padded rows split evenly, or the engine refuses. */
export function paddedVocabulary({ rows, ranks: ranksOf, ranksText, source }: PaddedVocabulary): Constraint {
  const padded = Math.ceil(rows.value / padding) * padding;
  return {
    rule: 'vocabulary',
    title: () => t('vocabulary {0}', padded),
    facts: [rows],
    knobs: ['tensorParallelSize'],
    confidence: 'high',
    source,
    judge: (layout) => {
      const ranks = ranksOf(layout);
      if (ranks === undefined) return unknown;
      if (padded % ranks === 0) return holds;
      return refuses(
        () => sentence(rows, padded, ranksText(layout, ranks)),
        () => `${padded} % ${ranks} = ${padded % ranks}`,
      );
    },
  };
}

function sentence(rows: Fact<number>, padded: number, ranks: string): string {
  if (padded === rows.value) return t('{0} is not divisible by {1}', named(rows), ranks);
  return t('{0}, padded to {1} (a multiple of 64), is not divisible by {2}', named(rows), padded, ranks);
}
