import type { Fact } from '../../../model/fact.ts';
import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, judged, named, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint, Judgement, Launch } from '../../engine.ts';
import { architectureOf } from '../architectures.ts';

/** Pipeline stages. vLLM config/model.py `verify_with_parallel_config`, distributed/utils.py `get_pp_indices`. */
export function pipelineConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const written = launch.options.has('pipelineParallelSize');
  const { layers } = model.decoder;
  return [
    ...unsupported(written, model),
    ...(layers === undefined ? [] : [...partition(launch, layers), ...emptyStages(launch, written, layers)]),
  ];
}

function unsupported(written: boolean, model: ModelConfig): readonly Constraint[] {
  const name = model.architectures[0];
  const architecture = architectureOf(name?.value);
  if (!written || name === undefined || architecture === undefined || architecture.pipelineParallel) return [];
  return [
    {
      rule: 'pipeline-unsupported',
      title: () => t('pipeline'),
      facts: [name],
      option: 'pipelineParallelSize',
      knobs: ['pipelineParallelSize'],
      confidence: 'high',
      source: 'vLLM config/model.py verify_with_parallel_config; models/registry.py, main of 2026-08-17',
      judge: ({ pipelineParallelSize: stages }) => {
        if (stages === undefined) return unknown;
        if (stages <= 1) return holds;
        return refuses(
          () => t('{0} has no pipeline parallelism in vLLM: pipeline-parallel-size {1} is refused, 1 is accepted', name.value, stages),
          () => t('no pipeline'),
        );
      },
    },
  ];
}

/** More stages than layers leaves stages with nothing to do; nothing refuses it. */
function emptyStages(launch: Launch, written: boolean, layers: Fact<number>): readonly Constraint[] {
  if (!written || launch.command?.environment.has(partitionVariable)) return [];
  return [
    {
      rule: 'pipeline-layers',
      title: () => t('layers {0}', layers.value),
      facts: [layers],
      option: 'pipelineParallelSize',
      knobs: ['pipelineParallelSize'],
      confidence: 'medium',
      source: 'vLLM distributed/utils.py get_pp_indices, main of 2026-08-17',
      judge: ({ pipelineParallelSize: stages }) => {
        if (stages === undefined) return unknown;
        if (stages <= layers.value) return holds;
        return judged('slower', () =>
          t('pipeline-parallel-size {0} is greater than {1}: {2} stages hold no layer', stages, named(layers), stages - layers.value),
        );
      },
    },
  ];
}

const partitionVariable = 'VLLM_PP_LAYER_PARTITION';

/** VLLM_PP_LAYER_PARTITION: whole numbers, one a stage, that add up to the layers (since v0.5.4). */
function partition(launch: Launch, layers: Fact<number>): readonly Constraint[] {
  const word = launch.command?.environment.get(partitionVariable);
  if (word?.text === undefined) return [];
  const text = word.text;
  return [
    {
      rule: 'pipeline-partition',
      title: () => t('partition'),
      facts: [layers],
      option: 'pipelineParallelSize',
      knobs: ['pipelineParallelSize'],
      confidence: 'high',
      source: 'vLLM distributed/utils.py get_pp_indices, since v0.5.4',
      judge: ({ pipelineParallelSize: stages }) => (stages === undefined ? unknown : judgePartition(text, stages, layers)),
    },
  ];
}

function judgePartition(text: string, stages: number, layers: Fact<number>): Judgement {
  // vLLM reads the variable at a single stage as well.
  const parts = text.split(',').map((part) => (/^\s*[+-]?\d+\s*$/.test(part) ? Number(part) : undefined));
  const sum = parts.reduce<number>((total, part) => total + (part ?? 0), 0);
  if (parts.includes(undefined)) return refuses(() => t('VLLM_PP_LAYER_PARTITION {0} is not a list of whole numbers', text));
  if (parts.length !== stages) {
    return refuses(() => t('VLLM_PP_LAYER_PARTITION {0} has {1} numbers, pipeline-parallel-size is {2}', text, parts.length, stages));
  }
  if (sum === layers.value) return holds;
  return refuses(
    () => t('VLLM_PP_LAYER_PARTITION {0} adds up to {1}, {2}', text, sum, named(layers)),
    () => `${sum} ≠ ${layers.value}`,
  );
}
