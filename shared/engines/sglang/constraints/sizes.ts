import { t } from '../../../text/localize.ts';
import { sizesBelow } from '../../demands/size-range.ts';
import type { Constraint, Launch } from '../../engine.ts';

const sizes: readonly string[] = [
  'tensorParallelSize',
  'pipelineParallelSize',
  'dataParallelSize',
  'expertParallelSize',
  'attentionContextParallelSize',
  'decodeContextParallelSize',
  'moeDataParallelSize',
  'nnodes',
  'gpuIdStep',
];

/** Sizes below 1: the argument parser takes any whole number, a division or an assertion refuses them. */
export function sizeConstraints(launch: Launch): readonly Constraint[] {
  return [...below(launch, sizes, 1), ...below(launch, ['baseGpuId'], 0)];
}

function below(launch: Launch, options: readonly string[], least: number): readonly Constraint[] {
  return sizesBelow(launch, least, {
    options,
    source: 'SGLang server_args.py check_server_args, distributed/parallel_state.py initialize_model_parallel, main of 2026-08-21',
    message: (flag, value) => t('{0} {1} is refused: it is a whole number from {2}', flag, value, least),
  });
}
