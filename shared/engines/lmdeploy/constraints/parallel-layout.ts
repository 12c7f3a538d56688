import { t } from '../../../text/localize.ts';
import { holds, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint, Launch, Layout } from '../../engine.ts';
import { type ParallelSizes, parallelSizes } from '../parallel-sizes.ts';
import { pytorchRanks } from '../pytorch-ranks.ts';
import { turbomindRanks } from '../turbomind-ranks.ts';

/** The sizes must fit together before anything is split: judged for the GPUs that the sizes ask for, whether they are there or not. */
export function layoutConstraints(launch: Launch): readonly Constraint[] {
  const { dp, ep, cp } = parallelSizes(launch);
  if (dp === 1 && ep === 1 && cp === 1) return [];
  const isPytorch = launch.variant === 'pytorch';
  const { release } = launch.version;
  return [
    {
      rule: 'parallel-layout',
      title: () => t('parallel sizes'),
      facts: [],
      knobs: ['tensorParallelSize', 'dataParallelSize', 'option'],
      confidence: 'high',
      source: isPytorch
        ? 'LMDeploy lmdeploy/pytorch/config.py DistConfig.__post_init__, v0.16; since v0.11'
        : 'LMDeploy lmdeploy/turbomind/parallel_config.py derive_parallel_config, v0.16; since v0.15',
      versionDependent: true,
      judge: (layout) => {
        const asked = { ...parallelSizes(launch), tp: layout.tensorParallelSize, dp: layout.dataParallelSize };
        const ranks = isPytorch ? pytorchRanks(release, asked) : turbomindRanks(release, asked, undefined);
        if (ranks === 'none')
          return refuses(
            () => (isPytorch ? notDivisible(asked) : noLayout(asked)),
            () => sizesOf(asked),
          );
        return ranks.gpus === undefined ? unknown : holds;
      },
    },
  ];
}

function noLayout(asked: ParallelSizes): string {
  const says = t('no number of GPUs serves {0}: attention and experts would need different numbers', sizesOf(asked));
  const { tp = 1, dp, ep = 1, cp } = asked;
  return dp === 1 && cp === 1 && ep % tp === 0 ? t('{0}; write --tp {1} --ep {1}', says, ep) : says;
}

function notDivisible(asked: ParallelSizes): string {
  const { tp = 1, dp = 1, ep = 1 } = asked;
  const world = ep > 1 ? ep : tp;
  const says = ep > 1 ? t('ep {0} means {0} ranks', ep) : t('tp {0} means {0} ranks', tp);
  if (world % dp !== 0) return t('{0}, not divisible by dp {1}', says, dp);
  if (world % tp !== 0) return t('{0}, not divisible by tp {1}', says, tp);
  return t('{0}, of which attention takes {1}, and tp {2} is not divisible by that', says, world / dp, tp);
}

/** `tp 8 × ep 3`. */
function sizesOf({ tp = 1, dp = 1, ep = 1, cp = 1 }: ParallelSizes): string {
  const others = [
    ['dp', dp],
    ['ep', ep],
    ['cp', cp],
  ] as const;
  return [`tp ${tp}`, ...others.filter(([, size]) => size > 1).map(([name, size]) => `${name} ${size}`)].join(' × ');
}

/** As `sizesOf`, of a layout. */
export function sizesOfLayout(launch: Launch, layout: Layout): string {
  return sizesOf({ ...parallelSizes(launch), tp: layout.tensorParallelSize, dp: layout.dataParallelSize });
}
