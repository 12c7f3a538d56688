import { type SizeRange, sizesBelow } from '../../demands/size-range.ts';
import type { Constraint, Launch } from '../../engine.ts';
import { stateRead } from './ranks.ts';

const sizes: SizeRange = {
  options: ['tensorParallelSize', 'pipelineParallelSize', 'contextParallelSize'],
  source: `TensorRT-LLM mapping.py Mapping.tp_rank, cp_rank and pp_layers, ${stateRead}`,
};

/** Sizes below 1: nothing refuses them as such. A rank is a remainder of the size, and a layer's width a quotient, which 0 and less stop. */
export function sizeConstraints(launch: Launch): readonly Constraint[] {
  return sizesBelow(launch, 1, sizes);
}
