import type { AnalysedLaunch } from '../analysis.ts';
import { isFatal } from '../severity.ts';

/**
 * Expert-parallel sizes at which nothing refuses or corrupts, the launch's other sizes as they stand: divisors of the
 * tensor-parallel size, least first. The present one is not among them.
 */
export function expertParallelSizes({ engine, launch, model, layout, constraints }: AnalysedLaunch): readonly number[] {
  const ranks = layout?.tensorParallelSize;
  if (model === undefined || ranks === undefined) return [];
  return divisorsOf(ranks).filter((expertParallelSize) => {
    if (expertParallelSize === layout?.expertParallelSize) return false;
    const changed = engine.layoutOf(launch, { expertParallelSize });
    return constraints.every((constraint) => !isFatal(constraint.judge(changed).outcome));
  });
}

/** No model has so many experts, whatever size is written. */
const largest = 4096;

/** Without 1, which is no expert parallelism. */
function divisorsOf(ranks: number): readonly number[] {
  return Array.from({ length: Math.min(ranks, largest) }, (_, at) => at + 1).filter((size) => size > 1 && ranks % size === 0);
}
