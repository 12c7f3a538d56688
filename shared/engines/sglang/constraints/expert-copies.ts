import { t } from '../../../text/localize.ts';
import type { Constraint, Launch } from '../../engine.ts';
import { numberOption } from '../../launches/options-of.ts';
import { atLeast } from '../../version.ts';
import { indivisible, sizeDemand } from './size-demand.ts';

/** Copies of the experts, and the ranks of dense MLPs, among the tensor-parallel ranks. SGLang server_args.py. */
export function expertCopyConstraints(launch: Launch): readonly Constraint[] {
  return [...moeCopies(launch), ...denseSize(launch)];
}

function moeCopies(launch: Launch): readonly Constraint[] {
  const copies = numberOption(launch, 'moeDataParallelSize', 1);
  if (copies === undefined || copies <= 1) return [];
  return [
    sizeDemand({
      rule: 'parallel-layout',
      title: () => t('expert copies {0}', copies),
      option: 'moeDataParallelSize',
      knobs: ['tensorParallelSize', 'expertParallel', 'option'],
      source: 'SGLang server_args.py _handle_context_parallelism, v0.5.9 to main of 2026-08-21',
      broken: ({ tensorParallelSize: ranks, expertRanks }) => {
        if (ranks === undefined || expertRanks === undefined) return 'unknown';
        const uneven = indivisible('tp-size', ranks, 'moe-dp-size', copies);
        if (uneven !== undefined || expertRanks === 1 || expertRanks * copies === ranks) return uneven;
        return {
          message: () => t('ep-size {0} × moe-dp-size {1} = {2} must be tp-size {3}', expertRanks, copies, expertRanks * copies, ranks),
          arithmetic: () => `${expertRanks * copies} ≠ ${ranks}`,
        };
      },
    }),
  ];
}

/** Dense MLPs of a mixture are kept whole (1), or split as everything is. The last was refused up to v0.5.9, and when that ended is not established. */
function denseSize(launch: Launch): readonly Constraint[] {
  const size = launch.options.get('moeDenseTpSize')?.value;
  if (typeof size !== 'number' || size === 1) return [];
  const old = !atLeast(launch.version.release, [0, 5, 10]);
  return [
    sizeDemand({
      rule: 'parallel-layout',
      title: () => t('dense MLP ranks {0}', size),
      option: 'moeDenseTpSize',
      knobs: ['option'],
      source: 'SGLang server_args.py check_server_args, v0.4.6 to main of 2026-08-21',
      broken: ({ tensorParallelSize: ranks }) => {
        if (ranks === undefined) return 'unknown';
        if (size === ranks && !old) return undefined;
        const message = (): string =>
          old
            ? t('moe-dense-tp-size {0} is refused: only 1 is taken', size)
            : t('moe-dense-tp-size {0} is neither 1 nor tp-size {1}', size, ranks);
        return { message, arithmetic: () => `${size} ≠ 1` };
      },
    }),
  ];
}
