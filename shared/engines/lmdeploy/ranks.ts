import type { Layout } from '../engine.ts';

/** How many ranks share what. Undefined: not known. */
export interface Ranks {
  readonly attention: number | undefined;
  /** Dense MLPs and shared experts. */
  readonly feedForward: number | undefined;
  /** Parts that each routed expert is cut into. */
  readonly expertSlices: number | undefined;
  /** Embedding, output head, recurrent layers and towers. */
  readonly model: number | undefined;
  readonly gpus: number | undefined;
}

export const unknownRanks: Ranks = {
  attention: undefined,
  feedForward: undefined,
  expertSlices: undefined,
  model: undefined,
  gpus: undefined,
};

/** `tp 4`, or `4 ranks` where the other sizes make another number of it. */
export function ranksOfSize({ tensorParallelSize }: Layout, ranks: number): string {
  return ranks === tensorParallelSize ? `tp ${ranks}` : `${ranks} ranks`;
}
