import { t } from '../../../text/localize.ts';
import { refuses } from '../../demands/judgement.ts';
import type { Constraint, Launch, Option } from '../../engine.ts';

const sizes: readonly string[] = [
  'tensorParallelSize',
  'pipelineParallelSize',
  'dataParallelSize',
  'decodeContextParallelSize',
  'prefillContextParallelSize',
  'nnodes',
];

/** Sizes below 1: the argument parser takes any whole number, the configuration refuses them (config/parallel.py). */
export function sizeConstraints(launch: Launch): readonly Constraint[] {
  return sizes.flatMap((name) => {
    const option = launch.options.get(name);
    return typeof option?.value === 'number' && option.value < 1 ? [outOfRange(option, option.value)] : [];
  });
}

function outOfRange({ name, flag }: Option, value: number): Constraint {
  return {
    rule: 'size-range',
    title: () => t('size {0}', value),
    facts: [],
    option: name,
    knobs: ['option'],
    confidence: 'high',
    source: 'vLLM config/parallel.py ParallelConfig field constraints, main of 2026-08-17',
    judge: () => refuses(() => t('{0} {1} is refused: sizes are whole numbers from 1', flag, value)),
  };
}
