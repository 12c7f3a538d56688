import type { Launch, Layout, Sizes } from '../engine.ts';
import { switchOption } from '../launches/options-of.ts';

/** TGI has shards and nothing else: heads, MLPs, experts and vocabulary are all split over them (utils/weights.py, utils/dist.py). */
export function layoutOfTgi(launch: Launch, sizes?: Partial<Sizes>): Layout {
  const shards = sizes && 'tensorParallelSize' in sizes ? sizes.tensorParallelSize : shardsOf(launch);
  return {
    tensorParallelSize: shards,
    pipelineParallelSize: 1,
    dataParallelSize: 1,
    decodeContextParallelSize: 1,
    prefillContextParallelSize: 1,
    expertParallel: false,
    attentionRanks: shards,
    mlpRanks: shards,
    expertSlices: shards,
    expertRanks: 1,
    worldSize: shards,
    gpus: shards,
  };
}

/**
 * launcher/src/main.rs `find_num_shards`: as many as asked for; 1 where `--sharded false` stands alone; else one for each GPU
 * that is visible, which a launch seldom says.
 */
function shardsOf(launch: Launch): number | undefined {
  const option = launch.options.get('tensorParallelSize');
  if (option !== undefined) return typeof option.value === 'number' && option.value >= 1 ? option.value : undefined;
  if (launch.complete === false) return undefined;
  if (launch.options.has('sharded') && switchOption(launch, 'sharded') === false) return 1;
  const visible = launch.gpus?.count;
  return visible === undefined || visible < 1 ? undefined : visible;
}
