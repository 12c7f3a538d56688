import type { Launch, Layout, Sizes } from '../engine.ts';
import { numberOption, switchOption } from '../launches/options-of.ts';

/**
 * What the sizes mean for vLLM: heads, MLP and vocabulary are split over TP; routed experts over TP × DP × PCP, cut into
 * that many slices without expert parallel and whole with it (layers/fused_moe/config.py FusedMoEParallelConfig.make).
 */
export function layoutOfVllm(launch: Launch, sizes?: Partial<Sizes>): Layout {
  const own = ownSizes(launch);
  // Written out, not spread: this runs for each candidate size of each launch.
  const tp = sizes && 'tensorParallelSize' in sizes ? sizes.tensorParallelSize : own.tensorParallelSize;
  const pp = sizes && 'pipelineParallelSize' in sizes ? sizes.pipelineParallelSize : own.pipelineParallelSize;
  const dp = sizes && 'dataParallelSize' in sizes ? sizes.dataParallelSize : own.dataParallelSize;
  const dcp = sizes && 'decodeContextParallelSize' in sizes ? sizes.decodeContextParallelSize : own.decodeContextParallelSize;
  const pcp = sizes && 'prefillContextParallelSize' in sizes ? sizes.prefillContextParallelSize : own.prefillContextParallelSize;
  const expertParallel = sizes && 'expertParallel' in sizes ? sizes.expertParallel : own.expertParallel;
  const experts = times(times(tp, dp), pcp);
  const worldSize = times(times(tp, pp), pcp);
  return {
    tensorParallelSize: tp,
    pipelineParallelSize: pp,
    dataParallelSize: dp,
    decodeContextParallelSize: dcp,
    prefillContextParallelSize: pcp,
    expertParallel,
    attentionRanks: tp,
    mlpRanks: tp,
    expertSlices: expertParallel === undefined ? undefined : expertParallel ? 1 : experts,
    expertRanks: expertParallel === undefined ? undefined : expertParallel ? experts : 1,
    worldSize,
    gpus: times(worldSize, dp),
  };
}

let lastRead: { readonly launch: Launch; readonly sizes: Sizes } | undefined;

/** A launch's sizes are read from its options once, then asked for at every candidate size; a map of launches would cost more than it saves. */
function ownSizes(launch: Launch): Sizes {
  if (lastRead?.launch === launch) return lastRead.sizes;
  const sizes = sizesOf(launch);
  lastRead = { launch, sizes };
  return sizes;
}

function sizesOf(launch: Launch): Sizes {
  return {
    tensorParallelSize: size(launch, 'tensorParallelSize'),
    pipelineParallelSize: size(launch, 'pipelineParallelSize'),
    dataParallelSize: size(launch, 'dataParallelSize'),
    decodeContextParallelSize: size(launch, 'decodeContextParallelSize'),
    prefillContextParallelSize: size(launch, 'prefillContextParallelSize'),
    expertParallel: expertParallelOf(launch),
  };
}

/** Sizes below 1 are refused by themselves; for the other rules they are unknown. */
function size(launch: Launch, name: string): number | undefined {
  const value = numberOption(launch, name, 1);
  if (value !== undefined && value < 1) return undefined;
  return value;
}

function expertParallelOf(launch: Launch): boolean | undefined {
  return switchOption(launch, 'enableExpertParallel');
}

function times(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a * b;
}
