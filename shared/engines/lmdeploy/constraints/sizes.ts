import { t } from '../../../text/localize.ts';
import { refuses } from '../../demands/judgement.ts';
import type { Constraint, Launch, Option } from '../../engine.ts';

const sizes: readonly string[] = ['tensorParallelSize', 'dataParallelSize', 'expertParallelSize', 'contextParallelSize', 'nnodes'];

/** Sizes below 1: both engines' configurations refuse them (lmdeploy/messages.py, turbomind/parallel_config.py). */
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
    source: 'LMDeploy lmdeploy/messages.py __post_init__, turbomind/parallel_config.py derive_parallel_config, v0.16',
    judge: () => refuses(() => t('{0} {1} is refused: sizes are whole numbers from 1', flag, value)),
  };
}
