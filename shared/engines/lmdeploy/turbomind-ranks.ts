import type { Launch } from '../engine.ts';
import { numberOption } from '../launches/options-of.ts';
import { atLeast, type Release } from '../version.ts';
import type { ParallelSizes } from './parallel-sizes.ts';
import { type Ranks, unknownRanks } from './ranks.ts';
import { turbomindLayouts } from './versions.ts';

/**
 * TurboMind's ranks: the largest number of GPUs that divides dp × tp × gcd(cp, ep), is there, and serves attention and experts alike
 * (lmdeploy/turbomind/parallel_config.py derive_parallel_config, v0.15). `none`: no number of at most `present` GPUs does.
 */
export function turbomindRanks(release: Release, { tp, dp, ep, cp }: ParallelSizes, present: number | undefined): Ranks | 'none' {
  if (tp === undefined || dp === undefined || ep === undefined || cp === undefined) return unknownRanks;
  if (dp === 1 && ep === 1 && cp === 1 && (present === undefined || present >= tp)) return allOver(tp);
  if (!atLeast(release, turbomindLayouts)) return unknownRanks;
  const most = dp * tp * greatestCommonDivisor(cp, ep);
  return most > mostGpus ? unknownRanks : (derived({ tp, dp, ep, cp }, most, present) ?? 'none');
}

function allOver(ranks: number): Ranks {
  return { attention: ranks, feedForward: ranks, expertSlices: ranks, model: ranks, gpus: ranks };
}

type Known = { readonly [name in keyof ParallelSizes]: number };

/** Sizes beyond any machine are a slip of the keyboard: what TurboMind makes of them is not looked for. */
const mostGpus = 65_536;

/** Undefined: no layout of at most `present` GPUs. */
function derived(sizes: Known, most: number, present: number | undefined): Ranks | undefined {
  for (let gpus = Math.min(most, present ?? most); gpus > 0; gpus--) {
    const ranks = most % gpus === 0 ? ranksOn(gpus, sizes) : undefined;
    if (ranks !== undefined) return ranks;
  }
  return undefined;
}

function ranksOn(gpus: number, { tp, dp, ep, cp }: Known): Ranks | undefined {
  const attention = gpus / (dp * cp);
  if (!Number.isInteger(attention) || tp % attention !== 0) return undefined;
  for (let copies = 1; copies <= dp; copies++) {
    const feedForward = gpus / (copies * ep);
    if (dp % copies !== 0 || !Number.isInteger(feedForward) || tp % feedForward !== 0) continue;
    if (attention === tp || feedForward === tp) return { attention, feedForward, expertSlices: feedForward, model: attention * cp, gpus };
  }
  return undefined;
}

/** GPUs of all nodes, as far as the launch says; undefined: unknown, taken for enough. */
export function gpusPresent(launch: Launch): number | undefined {
  const count = launch.gpus?.count;
  const nodes = numberOption(launch, 'nnodes', 1);
  return count === undefined || nodes === undefined || nodes < 1 ? undefined : count * nodes;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
