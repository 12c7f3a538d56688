import type { ExpertShape, ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../demands/judgement.ts';
import { split } from '../../demands/split.ts';
import type { Constraint, Judgement, Launch, Layout } from '../../engine.ts';
import { numberOption, textOption } from '../../launches/options-of.ts';
import { expertRanksText } from '../ranks.ts';

/** What a mixture of experts demands. SGLang layers/moe/fused_moe_triton/layer.py FusedMoE, distributed/parallel_state.py, models/*moe*.py. */
export function expertConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const { experts } = model.decoder;
  const inside = ranksInside(launch);
  if (experts === undefined) return inside;
  return [...inside, ...wholeOrAll(launch), ...expertWidth(experts), ...evenExperts(launch, experts), ...enoughExperts(model, experts)];
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

/** Each expert-parallel rank holds as many experts, redundant ones included. */
function evenExperts(launch: Launch, { count }: ExpertShape): readonly Constraint[] {
  const redundant = numberOption(launch, 'epNumRedundantExperts', 0);
  return [
    {
      rule: 'expert-count',
      title: () => t('experts {0}', count.value),
      facts: [count],
      knobs: ['expertParallel', 'tensorParallelSize'],
      confidence: 'high',
      source: 'SGLang layers/moe/fused_moe_triton/layer.py FusedMoE.__init__, main of 2026-08-21',
      judge: ({ expertRanks: ranks }): Judgement => {
        if (ranks === undefined || redundant === undefined) return unknown;
        const all = count.value + redundant;
        if (all % ranks === 0) return holds;
        return refuses(
          () =>
            redundant === 0
              ? t('{0} is not divisible by ep-size {1}', named(count), ranks)
              : t('{0} + {1} redundant experts = {2} is not divisible by ep-size {3}', named(count), redundant, all, ranks),
          () => `${all} % ${ranks} = ${all % ranks}`,
        );
      },
    },
  ];
}

/** Classes whose sparse block refuses more TP ranks than experts; Qwen3-MoE counts the slices of an expert. */
const oneExpertARank =
  /^(QuantMixtral|Deepseek|Glm4Moe|Qwen2Moe|HunYuan|LongcatFlash|MiniMaxM[23]|Step3|Ernie4_5_VLMoe|XverseMoe|ExaoneMoe|Cohere2Moe|Lfm2Moe|MiMoV2|AfmoeFor)/;

function enoughExperts(model: ModelConfig, { count }: ExpertShape): readonly Constraint[] {
  const architecture = model.architectures[0]?.value ?? '';
  const bySlices = /^Qwen3(VL)?Moe/.test(architecture);
  if (!bySlices && !oneExpertARank.test(architecture)) return [];
  return [
    {
      rule: 'expert-count',
      title: () => t('experts {0}', count.value),
      facts: [count],
      knobs: ['tensorParallelSize'],
      confidence: 'medium',
      source: 'SGLang models/mixtral_quant.py, deepseek_v2.py, qwen3_moe.py sparse block __init__, main of 2026-08-21',
      judge: (layout: Layout) => {
        const ranks = bySlices ? layout.expertSlices : layout.tensorParallelSize;
        if (ranks === undefined) return unknown;
        if (ranks <= count.value) return holds;
        return refuses(
          () =>
            t('{0} ranks ({1}) are more than {2}, which {3} refuses', ranks, expertRanksText(layout, ranks), named(count), architecture),
          () => `${ranks} > ${count.value}`,
        );
      },
    },
  ];
}
