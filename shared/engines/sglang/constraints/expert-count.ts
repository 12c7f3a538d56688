import type { ExpertShape, ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint, Judgement, Launch, Layout } from '../../engine.ts';
import { numberOption } from '../../launches/options-of.ts';
import { expertRanksText } from '../ranks.ts';

/** How many experts there must be. SGLang layers/moe/fused_moe_triton/layer.py FusedMoE, models/*moe*.py. */
export function expertCountConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const { experts } = model.decoder;
  return experts === undefined ? [] : [...evenExperts(launch, experts), ...enoughExperts(model, experts)];
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
