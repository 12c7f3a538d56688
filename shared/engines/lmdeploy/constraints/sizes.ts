import { type SizeRange, sizesBelow } from '../../demands/size-range.ts';
import type { Constraint, Launch } from '../../engine.ts';

const sizes: SizeRange = {
  options: ['tensorParallelSize', 'dataParallelSize', 'expertParallelSize', 'contextParallelSize', 'nnodes'],
  source: 'LMDeploy lmdeploy/messages.py __post_init__, turbomind/parallel_config.py derive_parallel_config, v0.16',
};

/** Sizes below 1: both engines' configurations refuse them (lmdeploy/messages.py, turbomind/parallel_config.py). */
export function sizeConstraints(launch: Launch): readonly Constraint[] {
  return sizesBelow(launch, 1, sizes);
}
