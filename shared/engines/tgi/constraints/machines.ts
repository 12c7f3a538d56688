import { t } from '../../../text/localize.ts';
import { holds, judged, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint, ConstraintContext, Launch } from '../../engine.ts';
import { stateRead } from './shards.ts';

/** Each shard is one GPU of this machine (utils/dist.py), and there is at least one (launcher/src/main.rs `find_num_shards`). */
export function machineConstraints(launch: Launch, { hardware }: ConstraintContext): readonly Constraint[] {
  const option = launch.options.get('tensorParallelSize');
  const visible = launch.gpus?.count;
  if (typeof option?.value === 'number' && option.value < 1) return [tooFew(option.flag, option.value)];
  const present = visible ?? hardware.count;
  if (option === undefined || present === undefined) return [];
  return [gpuCount(present, visible !== undefined)];
}

function gpuCount(present: number, isVisible: boolean): Constraint {
  return {
    rule: 'gpu-count',
    title: () => t('GPUs {0}', present),
    facts: [],
    knobs: ['tensorParallelSize'],
    confidence: 'high',
    source: `TGI utils/dist.py initialize_torch_distributed, ${stateRead}`,
    judge: ({ gpus: needed }) => {
      if (needed === undefined) return unknown;
      if (needed <= present) return holds;
      const arithmetic = (): string => `${needed} > ${present}`;
      if (isVisible)
        return refuses(() => t('num-shard {0} needs a GPU each, and the launch leaves {1} visible', needed, present), arithmetic);
      return judged('slower', () => t('num-shard {0} needs a GPU each, and the configured hardware has {1}', needed, present), arithmetic);
    },
  };
}

function tooFew(flag: string, value: number): Constraint {
  return {
    rule: 'size-range',
    title: () => t('size {0}', value),
    facts: [],
    knobs: ['option'],
    confidence: 'high',
    source: `TGI launcher/src/main.rs find_num_shards, ${stateRead}`,
    judge: () => refuses(() => t('{0} {1} is refused: sizes are whole numbers from 1', flag, value)),
  };
}
