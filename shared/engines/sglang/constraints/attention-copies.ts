import { t } from '../../../text/localize.ts';
import type { Constraint, Launch } from '../../engine.ts';
import { numberOption, switchOption, textOption } from '../../launches/options-of.ts';
import { indivisible, sizeDemand } from './size-demand.ts';

/** Copies of the attention and the ranks of a context live inside the tensor-parallel ranks. SGLang server_args.py, distributed/parallel_state.py. */
export function attentionCopyConstraints(launch: Launch): readonly Constraint[] {
  return [...attentionCopies(launch), ...contextParallel(launch), ...decodeContextParallel(launch)];
}

function attentionCopies(launch: Launch): readonly Constraint[] {
  if (switchOption(launch, 'enableDpAttention') !== true) return [];
  return [
    sizeDemand({
      rule: 'data-parallel',
      title: () => t('attention copies'),
      option: 'dataParallelSize',
      knobs: ['tensorParallelSize', 'dataParallelSize'],
      source: 'SGLang server_args.py _handle_data_parallelism, v0.4.6 to main of 2026-08-21',
      broken: ({ tensorParallelSize: ranks, dataParallelSize: copies }) =>
        ranks === undefined || copies === undefined ? 'unknown' : indivisible('tp-size', ranks, 'dp-size', copies),
    }),
    ...flashinferCopies(launch),
  ];
}

function flashinferCopies(launch: Launch): readonly Constraint[] {
  if (textOption(launch, 'moeA2aBackend') !== 'flashinfer') return [];
  return [
    sizeDemand({
      rule: 'data-parallel',
      title: () => t('attention copies'),
      option: 'moeA2aBackend',
      knobs: ['tensorParallelSize', 'dataParallelSize', 'option'],
      source: 'SGLang server_args.py _handle_a2a_moe, main of 2026-08-21',
      broken: ({ tensorParallelSize: ranks, dataParallelSize: copies }) => {
        if (ranks === undefined || copies === undefined) return 'unknown';
        if (ranks === copies) return undefined;
        return {
          message: () => t('--moe-a2a-backend flashinfer needs dp-size = tp-size, and they are {0} and {1}', copies, ranks),
          arithmetic: () => `${copies} ≠ ${ranks}`,
        };
      },
    }),
  ];
}

function contextParallel(launch: Launch): readonly Constraint[] {
  const size = numberOption(launch, 'attentionContextParallelSize', 1);
  if (size === undefined || size <= 1) return [];
  return [
    sizeDemand({
      rule: 'context-parallel',
      title: () => t('context parallel {0}', size),
      option: 'attentionContextParallelSize',
      knobs: ['tensorParallelSize', 'dataParallelSize', 'option'],
      source: 'SGLang server_args.py _handle_context_parallelism, v0.5.9 to main of 2026-08-21',
      broken: ({ tensorParallelSize: ranks, dataParallelSize: copies }) => {
        if (ranks === undefined || copies === undefined) return 'unknown';
        return (
          indivisible('tp-size', ranks, 'attn-cp-size', size) ?? indivisible('tp-size', ranks, 'dp-size × attn-cp-size =', copies * size)
        );
      },
    }),
  ];
}

function decodeContextParallel(launch: Launch): readonly Constraint[] {
  const size = numberOption(launch, 'decodeContextParallelSize', 1);
  if (size === undefined || size <= 1) return [];
  return [
    sizeDemand({
      rule: 'context-parallel',
      title: () => t('decode context parallel {0}', size),
      option: 'decodeContextParallelSize',
      knobs: ['tensorParallelSize', 'option'],
      source: 'SGLang distributed/parallel_state.py initialize_model_parallel, main of 2026-08-21',
      broken: ({ tensorParallelSize: ranks }) => (ranks === undefined ? 'unknown' : indivisible('tp-size', ranks, 'dcp-size', size)),
    }),
  ];
}
