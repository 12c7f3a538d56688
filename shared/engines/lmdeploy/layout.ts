import type { Launch, Layout, Sizes } from '../engine.ts';
import { type ParallelSizes, parallelSizes } from './parallel-sizes.ts';
import { pytorchRanks } from './pytorch-ranks.ts';
import type { Ranks } from './ranks.ts';
import { gpusPresent, turbomindRanks } from './turbomind-ranks.ts';

/** What the sizes mean, for the engine inside LMDeploy that runs. There is no pipeline parallelism. */
export function layoutOfLmdeploy(launch: Launch, sizes?: Partial<Sizes>): Layout {
  const own = parallelSizes(launch);
  const tp = sizes && 'tensorParallelSize' in sizes ? sizes.tensorParallelSize : own.tp;
  const dp = sizes && 'dataParallelSize' in sizes ? sizes.dataParallelSize : own.dp;
  const asked = tp === own.tp && dp === own.dp ? own : { ...own, tp, dp };
  const ranks = ranksOf(launch, asked);
  return {
    tensorParallelSize: tp,
    pipelineParallelSize: 1,
    dataParallelSize: dp,
    decodeContextParallelSize: 1,
    prefillContextParallelSize: 1,
    expertParallel: asked.ep === undefined ? undefined : asked.ep > 1,
    attentionRanks: ranks.attention,
    mlpRanks: ranks.feedForward,
    expertSlices: ranks.expertSlices,
    expertRanks: asked.ep,
    modelRanks: ranks.model,
    worldSize: ranks.gpus,
    gpus: ranks.gpus,
  };
}

/**
 * Where the sizes fit no layout, the ranks are those that the tensor-parallel size alone would give, as far as any layout of the launch has
 * them: that the sizes do not fit is said by itself.
 */
function ranksOf(launch: Launch, asked: ParallelSizes): Ranks {
  const { release } = launch.version;
  const { tp, ep } = asked;
  const isPytorch = launch.variant === 'pytorch';
  const found = isPytorch ? pytorchRanks(release, asked) : turbomindRanks(release, asked, gpusPresent(launch));
  if (found !== 'none') return found;
  if (!isPytorch) return { attention: tp, feedForward: tp, expertSlices: tp, model: tp, gpus: undefined };
  return { attention: tp, feedForward: undefined, expertSlices: ep === 1 ? tp : 1, model: tp, gpus: undefined };
}
