import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, judged, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint, ConstraintContext, Judgement, Launch, Layout } from '../../engine.ts';
import { numberOption } from '../../launches/options-of.ts';
import { atLeast } from '../../version.ts';

/** GPUs and nodes. vLLM config/parallel.py, engine/arg_utils.py, v1/worker/gpu_worker.py. */
export function machineConstraints(launch: Launch, _model: ModelConfig, context: ConstraintContext): readonly Constraint[] {
  return [...visibleGpus(launch), ...configuredGpus(launch, context), ...nodes(launch), ...localCopies(launch)];
}

/** Ray, several nodes and launchers of their own spread the ranks over machines that the launch does not show. */
function singleMachine(launch: Launch): boolean {
  if (launch.complete === false) return false;
  const backend = launch.options.get('distributedExecutorBackend');
  const several = launch.options.get('nnodes');
  if (several !== undefined && several.value !== 1) return false;
  if (backend !== undefined && backend.value !== 'mp' && backend.value !== 'uni') return false;
  const separate = [
    'dataParallelHybridLb',
    'dataParallelExternalLb',
    'dataParallelMultiPortExternalLb',
    'dataParallelRank',
    'dataParallelStartRank',
    'headless',
  ];
  return separate.every((name) => !launch.options.has(name)) && launch.options.get('dataParallelBackend')?.value !== 'ray';
}

/** GPUs that this machine needs: one data-parallel copy, or those copies that run here. */
function neededHere(launch: Launch, layout: Layout): number | undefined {
  if (layout.worldSize === undefined || layout.dataParallelSize === undefined) return undefined;
  const local = numberOption(launch, 'dataParallelSizeLocal', layout.dataParallelSize);
  return local === undefined ? undefined : layout.worldSize * local;
}

function visibleGpus(launch: Launch): readonly Constraint[] {
  const gpus = launch.gpus;
  // A launch that hides every GPU means the processor.
  if (gpus?.count === undefined || gpus.count === 0 || !singleMachine(launch)) return [];
  const visible = gpus.count;
  const explicit = launch.options.get('distributedExecutorBackend')?.value === 'mp';
  return [
    {
      rule: 'gpu-count',
      title: () => t('GPUs {0}', visible),
      facts: [],
      knobs: ['tensorParallelSize', 'pipelineParallelSize', 'dataParallelSize'],
      confidence: 'high',
      source: 'vLLM config/parallel.py ParallelConfig.__post_init__, since v0.13 (2025-12-05); v1/worker/gpu_worker.py',
      versionDependent: !explicit,
      judge: (layout) => judgeGpus(launch, layout, visible, explicit),
    },
  ];
}

function judgeGpus(launch: Launch, layout: Layout, visible: number, explicit: boolean): Judgement {
  const needed = neededHere(launch, layout);
  if (needed === undefined || layout.worldSize === undefined) return unknown;
  if (needed <= visible) return holds;
  const message = (): string => t('{0} needs {1} GPUs, and the launch leaves {2} visible', product(layout), needed, visible);
  const arithmetic = (): string => `${needed} > ${visible}`;
  const refusing = explicit || atLeast(launch.version.release, [0, 13]);
  if (refusing) return refuses(message, arithmetic);
  return judged(
    'slower',
    () => t('{0}; before v0.13 vLLM then turns to Ray, which must be installed and find more GPUs', message()),
    arithmetic,
  );
}

function configuredGpus(launch: Launch, { hardware }: ConstraintContext): readonly Constraint[] {
  const present = hardware.count;
  if (present === undefined || launch.gpus?.count !== undefined || !singleMachine(launch)) return [];
  return [
    {
      rule: 'gpu-count',
      title: () => t('GPUs {0}', present),
      facts: [],
      knobs: ['tensorParallelSize', 'pipelineParallelSize', 'dataParallelSize'],
      confidence: 'high',
      source: 'vLLM config/parallel.py ParallelConfig.__post_init__; the number of GPUs is the setting shardlint.hardware',
      judge: (layout) => {
        const needed = neededHere(launch, layout);
        if (needed === undefined) return unknown;
        if (needed <= present) return holds;
        return judged(
          'slower',
          () => t('{0} needs {1} GPUs, and the configured hardware has {2}', product(layout), needed, present),
          () => `${needed} > ${present}`,
        );
      },
    },
  ];
}

/** `tensor-parallel-size 4 × pipeline-parallel-size 2`. */
function product(layout: Layout): string {
  const sizes = [
    ['tensor-parallel-size', layout.tensorParallelSize],
    ['pipeline-parallel-size', layout.pipelineParallelSize],
    ['prefill-context-parallel-size', layout.prefillContextParallelSize],
    ['data-parallel-size', layout.dataParallelSize],
  ] as const;
  return sizes
    .filter(([name, size]) => name === 'tensor-parallel-size' || (size ?? 1) > 1)
    .map(([name, size]) => `${name} ${size ?? 1}`)
    .join(' × ');
}

/** DP × PP × TP must split evenly over the nodes (engine/arg_utils.py, --nnodes since 2025-11-16, v0.12). */
function nodes(launch: Launch): readonly Constraint[] {
  const count = numberOption(launch, 'nnodes', 1);
  if (count === undefined || count <= 1) return [];
  return [
    {
      rule: 'node-count',
      title: () => t('nodes {0}', count),
      facts: [],
      option: 'nnodes',
      knobs: ['tensorParallelSize', 'pipelineParallelSize', 'dataParallelSize', 'option'],
      confidence: 'high',
      source: 'vLLM engine/arg_utils.py EngineArgs.create_engine_config, --nnodes since 2025-11-16',
      judge: (layout) => {
        const world = layout.gpus;
        if (world === undefined) return unknown;
        if (world % count === 0) return holds;
        return refuses(
          () => t('{0} = {1} ranks are not divisible by nnodes {2}', product(layout), world, count),
          () => `${world} % ${count} = ${world % count}`,
        );
      },
    },
    ...nodeRank(launch, count),
  ];
}

function nodeRank(launch: Launch, nodes: number): readonly Constraint[] {
  const rank = numberOption(launch, 'nodeRank', 0);
  if (rank === undefined || (rank >= 0 && rank < nodes)) return [];
  return [
    {
      rule: 'node-count',
      title: () => t('node rank {0}', rank),
      facts: [],
      option: 'nodeRank',
      knobs: ['option'],
      confidence: 'high',
      source: 'vLLM engine/arg_utils.py EngineArgs.create_engine_config, --nnodes since 2025-11-16',
      judge: () => refuses(() => t('node-rank {0} is not between 0 and {1} (nnodes {2})', rank, nodes - 1, nodes)),
    },
  ];
}

/** Local copies cannot outnumber all copies (engine/arg_utils.py). */
function localCopies(launch: Launch): readonly Constraint[] {
  const local = launch.options.get('dataParallelSizeLocal')?.value;
  if (typeof local !== 'number') return [];
  return [
    {
      rule: 'data-parallel',
      title: () => t('local copies {0}', local),
      facts: [],
      option: 'dataParallelSizeLocal',
      knobs: ['dataParallelSize', 'option'],
      confidence: 'high',
      source: 'vLLM config/parallel.py ParallelConfig.__post_init__, main of 2026-08-17',
      judge: ({ dataParallelSize: size }) => {
        if (size === undefined) return unknown;
        if (local <= size) return holds;
        return refuses(
          () => t('data-parallel-size-local {0} is greater than data-parallel-size {1}', local, size),
          () => `${local} > ${size}`,
        );
      },
    },
  ];
}
