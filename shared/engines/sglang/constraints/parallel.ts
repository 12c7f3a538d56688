import { t } from '../../../text/localize.ts';
import { holds, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint, Judgement, Knob, Launch, Layout } from '../../engine.ts';
import { numberOption, switchOption, textOption } from '../../launches/options-of.ts';
import { atLeast } from '../../version.ts';

/** How the sizes of a launch must fit together. SGLang server_args.py, distributed/parallel_state.py. */
export function parallelConstraints(launch: Launch): readonly Constraint[] {
  return [
    ...nodes(launch),
    ...copiesOverNodes(launch),
    ...attentionCopies(launch),
    ...contextParallel(launch),
    ...decodeContextParallel(launch),
    ...moeCopies(launch),
    ...denseSize(launch),
  ];
}

/** A sentence that the sizes break, with its arithmetic. */
interface Broken {
  readonly message: () => string;
  readonly arithmetic: () => string;
}

interface Demand {
  readonly rule: string;
  readonly title: () => string;
  readonly option: string;
  readonly knobs: readonly Knob[];
  readonly source: string;
  /** Undefined: holds; `unknown`: a size is not known. */
  readonly broken: (layout: Layout) => Broken | undefined | 'unknown';
}

function constraint({ broken, ...demand }: Demand): Constraint {
  const judge = (layout: Layout): Judgement => {
    const found = broken(layout);
    if (found === 'unknown') return unknown;
    return found === undefined ? holds : refuses(found.message, found.arithmetic);
  };
  return { ...demand, facts: [], confidence: 'high', judge };
}

/** `{0} is not divisible by {1}` for two sizes as the user knows them. */
function indivisible(what: string, value: number, byWhat: string, by: number): Broken | undefined {
  if (value % by === 0) return undefined;
  return {
    message: () => t('{0} {1} is not divisible by {2} {3}', what, value, byWhat, by),
    arithmetic: () => `${value} % ${by} = ${value % by}`,
  };
}

function nodes(launch: Launch): readonly Constraint[] {
  const count = numberOption(launch, 'nnodes', 1);
  if (count === undefined || count <= 1 || textOption(launch, 'epJoinMode') !== undefined) return [];
  return [
    constraint({
      rule: 'node-count',
      title: () => t('nodes {0}', count),
      option: 'nnodes',
      knobs: ['tensorParallelSize', 'pipelineParallelSize', 'option'],
      source: 'SGLang server_args.py check_server_args, v0.4.0 to main of 2026-08-21',
      broken: ({ worldSize, pipelineParallelSize }) =>
        worldSize === undefined
          ? 'unknown'
          : indivisible(pipelineParallelSize === 1 ? 'tp-size' : 'tp-size × pp-size =', worldSize, 'nnodes', count),
    }),
    ...nodeRank(launch, count),
  ];
}

function nodeRank(launch: Launch, count: number): readonly Constraint[] {
  const rank = numberOption(launch, 'nodeRank', 0);
  if (rank === undefined || (rank >= 0 && rank < count)) return [];
  return [
    constraint({
      rule: 'node-count',
      title: () => t('node rank {0}', rank),
      option: 'nodeRank',
      knobs: ['option'],
      source: 'SGLang entrypoints/engine.py _launch_subprocesses: ranks are node_rank × ranks of a node, main of 2026-08-21',
      broken: () => ({
        message: () => t('node-rank {0} is not between 0 and {1} (nnodes {2})', rank, count - 1, count),
        arithmetic: () => `${rank} ≥ ${count}`,
      }),
    }),
  ];
}

function copiesOverNodes(launch: Launch): readonly Constraint[] {
  const count = numberOption(launch, 'nnodes', 1);
  if (count === undefined || count <= 1 || switchOption(launch, 'enableDpAttention') !== false) return [];
  return [
    constraint({
      rule: 'data-parallel',
      title: () => t('nodes {0}', count),
      option: 'dataParallelSize',
      knobs: ['dataParallelSize', 'option'],
      source: 'SGLang server_args.py check_server_args, v0.4.0 to main of 2026-08-21',
      broken: ({ dataParallelSize: copies }) => {
        if (copies === undefined) return 'unknown';
        if (copies <= 1) return undefined;
        return {
          message: () => t('dp-size {0} over {1} nodes needs --enable-dp-attention', copies, count),
          arithmetic: () => `${copies} > 1`,
        };
      },
    }),
  ];
}

/** Attention copies live inside the tensor-parallel ranks. */
function attentionCopies(launch: Launch): readonly Constraint[] {
  if (switchOption(launch, 'enableDpAttention') !== true) return [];
  return [
    constraint({
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
    constraint({
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
    constraint({
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
    constraint({
      rule: 'context-parallel',
      title: () => t('decode context parallel {0}', size),
      option: 'decodeContextParallelSize',
      knobs: ['tensorParallelSize', 'option'],
      source: 'SGLang distributed/parallel_state.py initialize_model_parallel, main of 2026-08-21',
      broken: ({ tensorParallelSize: ranks }) => (ranks === undefined ? 'unknown' : indivisible('tp-size', ranks, 'dcp-size', size)),
    }),
  ];
}

function moeCopies(launch: Launch): readonly Constraint[] {
  const copies = numberOption(launch, 'moeDataParallelSize', 1);
  if (copies === undefined || copies <= 1) return [];
  return [
    constraint({
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
    constraint({
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
