import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, judged, named, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint, Launch, Layout } from '../../engine.ts';
import { ownSizesOf } from '../layout.ts';
import { stateRead } from './ranks.ts';

/** Stages and GPUs. */
export function machineConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  return [...stages(launch, model), ...visibleGpus(launch)];
}

/** mapping.py `Mapping.pp_layers`: every stage has a layer; uneven stages are fine. */
function stages(launch: Launch, { decoder: { layers } }: ModelConfig): readonly Constraint[] {
  if (layers === undefined || !launch.options.has('pipelineParallelSize')) return [];
  return [
    {
      rule: 'pipeline-layers',
      title: () => t('layers {0}', layers.value),
      facts: [layers],
      option: 'pipelineParallelSize',
      knobs: ['pipelineParallelSize'],
      confidence: 'high',
      source: `TensorRT-LLM mapping.py Mapping.pp_layers, ${stateRead}`,
      judge: ({ pipelineParallelSize: count }) => {
        if (count === undefined) return unknown;
        if (count <= layers.value) return holds;
        return refuses(
          () => t('pp_size {0} is greater than {1}: each stage needs a layer', count, named(layers)),
          () => `${count} > ${layers.value}`,
        );
      },
    },
  ];
}

/** Under MPI or Slurm the ranks may lie on other machines, which the launch does not show: a count is a hint, no more. */
function visibleGpus(launch: Launch): readonly Constraint[] {
  const { gpus } = launch;
  if (gpus?.count === undefined || gpus.source === 'scheduler') return [];
  const visible = gpus.count;
  return [
    {
      rule: 'gpu-count',
      title: () => t('GPUs {0}', visible),
      facts: [],
      knobs: ['tensorParallelSize', 'pipelineParallelSize'],
      confidence: 'medium',
      source: `TensorRT-LLM mapping.py Mapping (world_size = tp × pp × cp), ${stateRead}`,
      judge: (layout) => {
        const needed = layout.worldSize;
        if (needed === undefined) return unknown;
        if (needed <= visible) return holds;
        return judged(
          'slower',
          () => t('{0} needs {1} GPUs, and the launch leaves {2} visible', product(launch, layout), needed, visible),
          () => `${needed} > ${visible}`,
        );
      },
    },
  ];
}

/** `tp_size 4 × pp_size 2`. */
function product(launch: Launch, { tensorParallelSize, pipelineParallelSize }: Layout): string {
  const { contextParallelSize } = ownSizesOf(launch, tensorParallelSize);
  const sizes = [
    ['tp_size', tensorParallelSize],
    ['pp_size', pipelineParallelSize],
    ['cp_size', contextParallelSize],
  ] as const;
  return sizes.flatMap(([name, size], at) => (at === 0 || (size ?? 1) > 1 ? [`${name} ${size ?? 1}`] : [])).join(' × ');
}
