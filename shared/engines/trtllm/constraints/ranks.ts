import { type Split, split } from '../../demands/split.ts';
import type { Constraint, Launch, Layout } from '../../engine.ts';
import { ownSizesOf } from '../layout.ts';

export const stateRead = 'main of 2026-09';

/** A value that is split over ranks; TensorRT-LLM's users call their number `tp_size`. */
export function rankSplit(launch: Launch, demand: Omit<Split, 'ranksText'>): Constraint {
  return split({ ...demand, ranksText: (layout, ranks) => ranksText(launch, layout, ranks) });
}

/** `tp_size 8`, or the product where context parallelism multiplies in: `tp_size 4 × cp_size 2 = 8`. */
export function ranksText(launch: Launch, layout: Layout, ranks: number): string {
  const tp = layout.tensorParallelSize ?? 1;
  if (ranks === tp) return `tp_size ${tp}`;
  const cp = ownSizesOf(launch, tp).contextParallelSize ?? 1;
  return tp * cp === ranks ? `tp_size ${tp} × cp_size ${cp} = ${ranks}` : `cp_size ${ranks}`;
}

/** `tp_size 8 / ep_size 2 = 4`: into how many parts each expert is cut. */
export function slicesText(layout: Layout): string {
  const { tensorParallelSize: tp = 1, expertRanks = 1, expertSlices = 1 } = layout;
  return expertRanks === 1 ? `tp_size ${tp}` : `tp_size ${tp} / ep_size ${expertRanks} = ${expertSlices}`;
}
