import { t } from '../../../text/localize.ts';
import { refuses } from '../../demands/judgement.ts';
import type { Constraint, Launch, Option } from '../../engine.ts';

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
  return [...sizes.flatMap((name) => below(launch, name, 1)), ...below(launch, 'baseGpuId', 0)];
}

function below(launch: Launch, name: string, least: number): readonly Constraint[] {
  const option = launch.options.get(name);
  return typeof option?.value === 'number' && option.value < least ? [outOfRange(option, option.value, least)] : [];
}

function outOfRange({ name, flag }: Option, value: number, least: number): Constraint {
  return {
    rule: 'size-range',
    title: () => t('size {0}', value),
    facts: [],
    option: name,
    knobs: ['option'],
    confidence: 'high',
    source: 'SGLang server_args.py check_server_args, distributed/parallel_state.py initialize_model_parallel, main of 2026-08-21',
    judge: () => refuses(() => t('{0} {1} is refused: it is a whole number from {2}', flag, value, least)),
  };
}
