import { t } from '../../../text/localize.ts';
import { holds, judged, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint, ConstraintContext, Judgement, Launch, Layout } from '../../engine.ts';
import { numberOption } from '../../launches/options-of.ts';
import { atLeast } from '../../version.ts';
import { parallelSizes } from '../parallel-sizes.ts';
import { pytorchRanks } from '../pytorch-ranks.ts';
import { gpusPresent, turbomindRanks } from '../turbomind-ranks.ts';
import { turbomindLayouts } from '../versions.ts';
import { sizesOfLayout } from './parallel-layout.ts';

/** GPUs and nodes. */
export function machineConstraints(launch: Launch, context: ConstraintContext): readonly Constraint[] {
  return [...visibleGpus(launch), ...configuredGpus(launch, context), ...nodes(launch)];
}

const source = 'LMDeploy lmdeploy/turbomind/turbomind.py update_parallel_config, lmdeploy/pytorch/engine/executor/__init__.py, v0.16';

function visibleGpus(launch: Launch): readonly Constraint[] {
  const visible = gpusPresent(launch);
  if (visible === undefined || visible < 1 || launch.complete === false) return [];
  return [gpuConstraint(launch, visible, (message, needed) => judgeVisible(launch, message, needed, visible))];
}

/** With fewer GPUs TurboMind looks for a smaller layout of the same sizes; the PyTorch engine leaves the search to Ray. */
function judgeVisible(launch: Launch, message: (what: string) => string, needed: number, visible: number): Judgement {
  const arithmetic = (): string => `${needed} > ${visible}`;
  if (launch.variant === 'turbomind') return refuses(() => message(t('the launch leaves {0} visible', visible)), arithmetic);
  return judged('slower', () => t('{0}: Ray must find the others', message(t('the launch leaves {0} visible', visible))), arithmetic);
}

function configuredGpus(launch: Launch, { hardware }: ConstraintContext): readonly Constraint[] {
  const present = hardware.count;
  if (present === undefined || launch.gpus?.count !== undefined || launch.complete === false) return [];
  if (numberOption(launch, 'nnodes', 1) !== 1) return [];
  const judge = (message: (what: string) => string, needed: number): Judgement =>
    judged(
      'slower',
      () => message(t('the configured hardware has {0}', present)),
      () => `${needed} > ${present}`,
    );
  return [gpuConstraint(launch, present, judge)];
}

type TooFew = (message: (what: string) => string, needed: number) => Judgement;

function gpuConstraint(launch: Launch, present: number, tooFew: TooFew): Constraint {
  return {
    rule: 'gpu-count',
    title: () => t('GPUs {0}', present),
    facts: [],
    knobs: ['tensorParallelSize', 'dataParallelSize'],
    confidence: 'high',
    source,
    judge: (layout) => {
      const needed = neededBy(launch, layout, present);
      if (needed === undefined) return unknown;
      if (needed <= present) return holds;
      return tooFew((what) => t('{0} needs {1} GPUs, and {2}', sizesOfLayout(launch, layout), needed, what), needed);
    },
  };
}

/** The GPUs that run with as many as are there; if none do, those that the sizes ask for; 0 where they fit no layout. Before 0.15 TurboMind took what there was. */
function neededBy(launch: Launch, layout: Layout, present: number): number | undefined {
  const asked = { ...parallelSizes(launch), tp: layout.tensorParallelSize, dp: layout.dataParallelSize };
  const { release } = launch.version;
  if (launch.variant === 'pytorch') {
    const ranks = pytorchRanks(release, asked);
    return ranks === 'none' ? 0 : ranks.gpus;
  }
  if (launch.variant !== 'turbomind' || !atLeast(release, turbomindLayouts)) return undefined;
  const here = turbomindRanks(release, asked, present);
  const anywhere = here === 'none' ? turbomindRanks(release, asked, undefined) : here;
  return anywhere === 'none' ? 0 : anywhere.gpus;
}

function nodes(launch: Launch): readonly Constraint[] {
  const count = numberOption(launch, 'nnodes', 1);
  if (count === undefined || count <= 1 || launch.variant !== 'turbomind') return [];
  return [
    {
      rule: 'node-count',
      title: () => t('nodes {0}', count),
      facts: [],
      option: 'nnodes',
      knobs: ['option'],
      confidence: 'high',
      source: 'LMDeploy lmdeploy/turbomind/turbomind.py update_parallel_config, v0.16',
      judge: (layout) => {
        if ((layout.expertRanks ?? 1) > 1)
          return refuses(() => t('ep {0} runs on one node only, not on nnodes {1}', layout.expertRanks ?? 1, count));
        return layout.gpus === undefined ? unknown : holds;
      },
    },
  ];
}
