import { atLeast, type Release } from '../version.ts';
import type { ParallelSizes } from './parallel-sizes.ts';
import { type Ranks, unknownRanks } from './ranks.ts';
import { pytorchLayouts } from './versions.ts';

/**
 * The PyTorch engine's ranks: `--ep` is the number of GPUs where it is above 1, else `--tp`; attention is split over what data
 * parallelism leaves (lmdeploy/pytorch/config.py DistConfig, v0.11). `none`: the sizes do not divide each other as they must.
 */
export function pytorchRanks(release: Release, { tp, dp, ep }: ParallelSizes): Ranks | 'none' {
  if (tp === undefined || dp === undefined || ep === undefined) return unknownRanks;
  if (dp === 1 && ep === 1) return { attention: tp, feedForward: tp, expertSlices: tp, model: tp, gpus: tp };
  if (!atLeast(release, pytorchLayouts)) return unknownRanks;
  const gpus = ep > 1 ? ep : tp;
  if (gpus % dp !== 0 || gpus % tp !== 0) return 'none';
  const attention = gpus / dp;
  if (tp > 1 && tp % attention !== 0) return 'none';
  // Whether an MLP follows attention, or the tensor-parallel size, or stays whole, differs by model: not read.
  return { attention, feedForward: undefined, expertSlices: ep > 1 ? 1 : tp, model: attention, gpus };
}
