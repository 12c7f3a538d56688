import { t } from '../../../text/localize.ts';
import type { Constraint, Launch } from '../../engine.ts';
import { numberOption, switchOption, textOption } from '../../launches/options-of.ts';
import { indivisible, sizeDemand } from './size-demand.ts';

/** Nodes share the ranks of all stages evenly, and copies of the server do not reach over them. SGLang server_args.py. */
export function nodeConstraints(launch: Launch): readonly Constraint[] {
  return [...nodes(launch), ...copiesOverNodes(launch)];
}

function nodes(launch: Launch): readonly Constraint[] {
  const count = numberOption(launch, 'nnodes', 1);
  if (count === undefined || count <= 1 || textOption(launch, 'epJoinMode') !== undefined) return [];
  return [
    sizeDemand({
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
    sizeDemand({
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
    sizeDemand({
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
