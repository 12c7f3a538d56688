import type { LinearLayer } from '../demands/layers.ts';
import type { Layout } from '../engine.ts';

/**
 * Ranks that a dense layer is split over; undefined where that is not certain. With expert parallelism over several TP ranks
 * and several copies, most classes keep their shared experts whole on every rank: the tokens are split instead
 * (config/parallel.py use_sequence_parallel_moe, `disable_tp` in models/deepseek_v2.py, qwen2_moe.py, nemotron_h.py, llama4.py).
 */
export function ranksOfLayer(layer: LinearLayer, layout: Layout): number | undefined {
  return layer.shared ? sharedExpertRanks(layout) : layout.mlpRanks;
}

/** Ranks that the shared experts are split over; undefined where that is not certain. */
export function sharedExpertRanks({ mlpRanks, expertParallel, dataParallelSize }: Layout): number | undefined {
  const splitsTokens = expertParallel === true && dataParallelSize !== 1 && mlpRanks !== 1;
  return splitsTokens ? undefined : mlpRanks;
}
