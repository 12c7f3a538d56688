import { t } from '../../../text/localize.ts';
import { holds, judged, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint, ConstraintContext, Launch, Layout } from '../../engine.ts';
import { numberOption, switchOption, textOption } from '../../launches/options-of.ts';

/** GPUs: each rank takes the one of its number, from `--base-gpu-id` on, `--gpu-id-step` apart (entrypoints/engine.py). */
export function machineConstraints(launch: Launch, { hardware }: ConstraintContext): readonly Constraint[] {
  if (launch.complete === false || runsElsewhere(launch)) return [];
  const visible = launch.gpus;
  if (visible !== undefined) return visible.count === undefined ? [] : [counted(launch, visible.count, true)];
  return hardware.count === undefined ? [] : [counted(launch, hardware.count, false)];
}

/** Ray places ranks on other machines; a CPU has none; an encoder alone takes what it is given. */
function runsElsewhere(launch: Launch): boolean {
  const device = launch.options.get('device');
  const isGpu = device === undefined || textOption(launch, 'device') === 'cuda';
  return !isGpu || switchOption(launch, 'useRay') !== false || launch.options.has('epJoinMode');
}

function counted(launch: Launch, present: number, isGranted: boolean): Constraint {
  return {
    rule: 'gpu-count',
    title: () => t('GPUs {0}', present),
    facts: [],
    knobs: ['tensorParallelSize', 'pipelineParallelSize', 'dataParallelSize'],
    confidence: 'high',
    source: 'SGLang entrypoints/engine.py _launch_scheduler_processes, main of 2026-08-21',
    judge: (layout) => {
      const needed = neededHere(launch, layout);
      if (needed === undefined) return unknown;
      if (needed <= present) return holds;
      const arithmetic = (): string => `${needed} > ${present}`;
      if (!isGranted)
        return judged(
          'slower',
          () => t('{0} needs {1} GPUs, and the configured hardware has {2}', product(layout), needed, present),
          arithmetic,
        );
      return refuses(() => t('{0} needs {1} GPUs, and the launch leaves {2} visible', product(layout), needed, present), arithmetic);
    },
  };
}

/** The number of the last GPU that a rank of this node takes, from 1. */
function neededHere(launch: Launch, { gpus }: Layout): number | undefined {
  const nodes = numberOption(launch, 'nnodes', 1);
  const first = numberOption(launch, 'baseGpuId', 0);
  const step = numberOption(launch, 'gpuIdStep', 1);
  if (gpus === undefined || nodes === undefined || nodes < 1 || first === undefined || first < 0 || step === undefined || step < 1)
    return undefined;
  const ranks = gpus / nodes;
  return Number.isInteger(ranks) ? first + (ranks - 1) * step + 1 : undefined;
}

/** `tp-size 4 × pp-size 2`. */
function product({ tensorParallelSize, pipelineParallelSize, dataParallelSize, worldSize, gpus }: Layout): string {
  const sizes = [
    ['tp-size', tensorParallelSize],
    ['pp-size', pipelineParallelSize],
    ['dp-size', worldSize === gpus ? 1 : dataParallelSize],
  ] as const;
  return sizes
    .filter(([name, size]) => name === 'tp-size' || (size ?? 1) > 1)
    .map(([name, size]) => `${name} ${size ?? 1}`)
    .join(' × ');
}
