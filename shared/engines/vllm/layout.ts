import type { ModelConfig } from '../../model/model-config.ts';
import type { Launch, Layout, Sizes } from '../engine.ts';
import { numberOption, switchOption } from './options-of.ts';

/**
 * What the sizes mean for vLLM: heads, MLP and vocabulary are split over TP; routed experts over TP × DP × PCP, cut into
 * that many slices without expert parallel and whole with it (layers/fused_moe/config.py FusedMoEParallelConfig.make).
 */
export function layoutOfVllm(launch: Launch, _model: ModelConfig, sizes: Partial<Sizes> = {}): Layout {
  const all: Sizes = { ...sizesOf(launch), ...sizes };
  const { tensorParallelSize: tp, pipelineParallelSize: pp, dataParallelSize: dp, prefillContextParallelSize: pcp, expertParallel } = all;
  const experts = times(tp, dp, pcp);
  const worldSize = times(tp, pp, pcp);
  return {
    ...all,
    attentionRanks: tp,
    mlpRanks: tp,
    expertSlices: expertParallel === undefined ? undefined : expertParallel ? 1 : experts,
    expertRanks: expertParallel === undefined ? undefined : expertParallel ? experts : 1,
    worldSize,
    gpus: times(worldSize, dp),
  };
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
  return launch.complete === false && !launch.options.has(name) ? undefined : value;
}

function expertParallelOf(launch: Launch): boolean | undefined {
  if (launch.complete === false && !launch.options.has('enableExpertParallel')) return undefined;
  return switchOption(launch, 'enableExpertParallel');
}

function times(...factors: readonly (number | undefined)[]): number | undefined {
  return factors.reduce(
    (product, factor) => (product === undefined || factor === undefined ? undefined : product * factor),
    1 as number | undefined,
  );
}
