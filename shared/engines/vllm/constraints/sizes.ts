import { type SizeRange, sizesBelow } from '../../demands/size-range.ts';
import type { Constraint, Launch } from '../../engine.ts';

const sizes: SizeRange = {
  options: [
    'tensorParallelSize',
    'pipelineParallelSize',
    'dataParallelSize',
    'decodeContextParallelSize',
    'prefillContextParallelSize',
    'nnodes',
  ],
  source: 'vLLM config/parallel.py ParallelConfig field constraints, main of 2026-08-17',
};

/** Sizes below 1: the argument parser takes any whole number, the configuration refuses them (config/parallel.py). */
export function sizeConstraints(launch: Launch): readonly Constraint[] {
  return sizesBelow(launch, 1, sizes);
}
