import { type Split, split } from '../../demands/split.ts';
import type { Constraint, Layout } from '../../engine.ts';
import { ranksOfSize } from '../ranks.ts';

/** A value that must be a multiple of the ranks it is split over, which are not always as many as the tensor-parallel size. */
export function splitEvenly(demand: Omit<Split, 'ranksText'> & Required<Pick<Split, 'ranks'>>): Constraint {
  return split({ ...demand, ranksText: ranksOfSize });
}

/** Ranks that the attention is split over. */
export function attentionRanks(layout: Layout): number | undefined {
  return layout.attentionRanks;
}

/** Ranks that the embedding, the output head, recurrent layers and towers are split over. */
export function modelRanks(layout: Layout): number | undefined {
  return layout.modelRanks;
}
