import type { ExpertShape, ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, refuses, unknown } from '../../demands/judgement.ts';
import { split } from '../../demands/split.ts';
import type { Constraint, Launch } from '../../engine.ts';
import { textOption } from '../../launches/options-of.ts';
import { expertRanksText } from '../ranks.ts';

/** What a mixture of experts demands. SGLang layers/moe/fused_moe_triton/layer.py FusedMoE, distributed/parallel_state.py, models/*moe*.py. */
export function expertConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const { experts } = model.decoder;
  const inside = ranksInside(launch);
  if (experts === undefined) return inside;
  return [...inside, ...wholeOrAll(launch), ...expertWidth(experts)];
}

/** Expert-parallel ranks are among the tensor-parallel ones: `--tp 1 --ep 8` is none. Before v0.4.10 the size alone did nothing. */
function ranksInside(launch: Launch): readonly Constraint[] {
  const option = launch.options.get('expertParallelSize');
  if (option === undefined || option.value === 1) return [];
  return [
    {
      rule: 'parallel-layout',
      title: () => t('expert ranks'),
      facts: [],
      option: 'expertParallelSize',
      knobs: ['expertParallel', 'tensorParallelSize'],
      confidence: 'high',
      source:
        'SGLang distributed/parallel_state.py initialize_model_parallel, model_executor/model_runner.py, v0.4.10 to main of 2026-08-21',
      judge: ({ tensorParallelSize: ranks, expertRanks }) => {
        if (ranks === undefined || expertRanks === undefined) return unknown;
        if (ranks % expertRanks === 0) return holds;
        return refuses(
          () =>
            t('tp-size {0} is not divisible by ep-size {1}: expert-parallel ranks are among the tensor-parallel ones', ranks, expertRanks),
          () => `${ranks} % ${expertRanks} = ${ranks % expertRanks}`,
        );
      },
    },
  ];
}

const wholeOrAllBackends: ReadonlySet<string> = new Set(['flashinfer_cutlass', 'flashinfer_cutedsl']);

/** Runners that take experts cut over all ranks, or whole on each. */
function wholeOrAll(launch: Launch): readonly Constraint[] {
  const backend = textOption(launch, 'moeRunnerBackend');
  if (backend === undefined || !wholeOrAllBackends.has(backend)) return [];
  return [
    {
      rule: 'parallel-layout',
      title: () => t('expert ranks'),
      facts: [],
      option: 'moeRunnerBackend',
      knobs: ['expertParallel', 'tensorParallelSize', 'option'],
      confidence: 'high',
      source: 'SGLang server_args.py _handle_moe_kernel_config, v0.5.5 to main of 2026-08-21',
      judge: ({ tensorParallelSize: ranks, expertRanks }) => {
        if (ranks === undefined || expertRanks === undefined) return unknown;
        if (expertRanks === 1 || expertRanks === ranks) return holds;
        return refuses(
          () => t('--moe-runner-backend {0} takes ep-size 1 or tp-size {1}, not {2}', backend, ranks, expertRanks),
          () => `${expertRanks} ≠ ${ranks}`,
        );
      },
    },
  ];
}

function expertWidth({ intermediateSize: width }: ExpertShape): readonly Constraint[] {
  if (width === undefined) return [];
  return [
    split({
      rule: 'expert-width',
      fact: width,
      title: () => t('expert {0}', width.value),
      knobs: ['expertParallel'],
      ranks: (layout) => layout.expertSlices,
      ranksText: expertRanksText,
      source: 'SGLang layers/moe/fused_moe_triton/layer.py FusedMoE.__init__, main of 2026-08-21',
    }),
  ];
}
