import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint, Judgement, Launch, Layout } from '../../engine.ts';
import { ownSizesOf } from '../layout.ts';
import { stateRead } from './ranks.ts';

/** The grid of the experts, asked of every model (mapping.py), and what a mixture of experts demands of it. */
export function expertConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const { experts } = model.decoder;
  return [
    ...grid(launch),
    ...(experts === undefined || balances(launch) ? [] : [count(model)]),
    ...(experts === undefined ? [] : width(model)),
  ];
}

const gridOptions = ['expertParallelSize', 'moeTensorParallelSize', 'moeClusterParallelSize'] as const;

/** The ranks of a stage are slices × expert-parallel ranks × clusters, where a factor that is not written is rounded down. */
function grid(launch: Launch): readonly Constraint[] {
  const option = gridOptions.find((name) => launch.options.has(name));
  if (option === undefined) return [];
  return [
    {
      rule: 'parallel-layout',
      title: () => t('expert grid'),
      facts: [],
      option,
      knobs: ['tensorParallelSize', 'expertParallel'],
      confidence: 'high',
      source: `TensorRT-LLM mapping.py Mapping.__init__, ${stateRead}`,
      judge: (layout) => judgeGrid(launch, layout),
    },
  ];
}

function judgeGrid(launch: Launch, layout: Layout): Judgement {
  const { tensorParallelSize: tp, expertParallelSize } = layout;
  const { experts, contextParallelSize } = ownSizesOf(launch, tp, { expertParallelSize });
  if (tp === undefined || experts === undefined || contextParallelSize !== 1) return unknown;
  const { slices, ranks, clusters } = experts;
  const product = slices * ranks * clusters;
  if (product === tp) return holds;
  const factors = [`moe_tp_size ${slices}`, `ep_size ${ranks}`, ...(clusters === 1 ? [] : [`cluster_size ${clusters}`])].join(' × ');
  return refuses(
    () => t('tp_size {0} is not {1} = {2}: it must be the product of the sizes of the experts', tp, factors, product),
    () => `${tp} ≠ ${product}`,
  );
}

/** The load balancer has slots for experts instead; how many, the option tells. */
function balances({ options }: Launch): boolean {
  const config = options.get('moeConfig');
  if (config === undefined) return false;
  const { value } = config;
  return typeof value !== 'object' || 'load_balancer' in value;
}

function count({ decoder }: ModelConfig): Constraint {
  const experts = decoder.experts?.count;
  return {
    rule: 'expert-count',
    title: () => t('experts {0}', experts?.value ?? 0),
    facts: experts === undefined ? [] : [experts],
    option: 'expertParallelSize',
    knobs: ['expertParallel', 'tensorParallelSize'],
    confidence: 'high',
    source: `TensorRT-LLM _torch/modules/fused_moe/interface.py MoE.__init__, ${stateRead}`,
    judge: ({ expertRanks: ranks }) => {
      if (ranks === undefined || experts === undefined) return unknown;
      if (experts.value % ranks === 0) return holds;
      return refuses(
        () => t('{0} is not divisible by ep_size {1}: each rank holds the same number of experts', named(experts), ranks),
        () => `${experts.value} % ${ranks} = ${experts.value % ranks}`,
      );
    },
  };
}

/** What becomes of an expert whose width does not split is not established: such a size is not promised, nor refused. */
function width({ decoder }: ModelConfig): readonly Constraint[] {
  const fact = decoder.experts?.intermediateSize;
  if (fact === undefined) return [];
  return [
    {
      rule: 'expert-width',
      title: () => t('expert {0}', fact.value),
      facts: [fact],
      knobs: ['expertParallel', 'tensorParallelSize'],
      confidence: 'low',
      source: `TensorRT-LLM _torch/modules/fused_moe/interface.py MoE.__init__, ${stateRead}: rounded down, no check found`,
      judge: ({ expertSlices: slices }) => (slices !== undefined && slices > 0 && fact.value % slices === 0 ? holds : unknown),
    },
  ];
}
