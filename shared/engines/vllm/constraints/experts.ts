import type { ExpertShape, ModelConfig } from '../../../model/model-config.ts';
import { isRecord } from '../../../text/is-record.ts';
import { t } from '../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../demands/judgement.ts';
import { split } from '../../demands/split.ts';
import type { Constraint, Launch } from '../../engine.ts';
import { sharedExpertRanks } from '../shared-experts.ts';

/** What a mixture of experts demands. vLLM layers/fused_moe/config.py, layers/fused_moe/layer.py, models/*moe*.py. */
export function expertConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const { experts } = model.decoder;
  if (experts === undefined) return withoutExperts(launch, model);
  return [
    ...expertWidth(experts),
    ...sharedWidth(experts),
    ...enoughExperts(model, experts),
    ...wholeExperts(model),
    ...balancer(launch, experts),
  ];
}

function expertWidth(experts: ExpertShape): readonly Constraint[] {
  if (experts.intermediateSize === undefined) return [];
  const width = experts.intermediateSize;
  return [
    split({
      rule: 'expert-width',
      fact: width,
      title: () => t('expert {0}', width.value),
      knobs: ['expertParallel', 'dataParallelSize'],
      ranks: (layout) => layout.expertSlices,
      source:
        'vLLM layers/fused_moe/config.py FusedMoEConfig.__post_init__ and FusedMoEParallelConfig.make, main of 2026-08-17; since v0.6.6',
    }),
  ];
}

function sharedWidth(experts: ExpertShape): readonly Constraint[] {
  const shared = experts.sharedIntermediateSize;
  if (shared === undefined || shared.value === 0) return [];
  return [
    split({
      rule: 'shared-expert-width',
      fact: shared,
      title: () => t('shared expert {0}', shared.value),
      ranks: sharedExpertRanks,
      source: 'vLLM models/deepseek_v2.py, models/qwen2_moe.py: the shared experts are one MLP over the TP ranks, main of 2026-08-17',
    }),
  ];
}

/** Classes whose sparse block refuses more TP ranks than experts, with expert parallel too. */
const oneExpertARank =
  /^(Qwen2Moe|Qwen3Moe|Qwen3VLMoe|Qwen3OmniMoe|Qwen3Next|Qwen3_5Moe|MiniMaxM[23]|Ernie4_5_(VL)?Moe|HunYuanMoEV1|HYV3For|ExaoneMoeFor|InternS1Pro|InternS2|Lfm2Moe|MiMoV2(Flash|Omni)?For|Step3(Text|VL|p5|p7)For|Cohere2Moe|LagunaFor)/;

function enoughExperts(model: ModelConfig, experts: ExpertShape): readonly Constraint[] {
  const architecture = model.architectures[0]?.value ?? '';
  if (!oneExpertARank.test(architecture)) return [];
  return [
    {
      rule: 'expert-count',
      title: () => t('experts {0}', experts.count.value),
      facts: [experts.count],
      knobs: ['tensorParallelSize'],
      confidence: 'high',
      source: 'vLLM models/qwen3_moe.py Qwen3MoeSparseMoeBlock.__init__ and its relatives, main of 2026-08-17',
      judge: (layout) => {
        const ranks = layout.tensorParallelSize;
        if (ranks === undefined) return unknown;
        if (ranks <= experts.count.value) return holds;
        return refuses(
          () => t('tensor-parallel-size {0} is greater than {1}, which {2} refuses', ranks, named(experts.count), architecture),
          () => `${ranks} > ${experts.count.value}`,
        );
      },
    },
  ];
}

/** DBRX cuts every expert by the tensor-parallel rank as it loads it, which leaves no part for experts that a rank keeps whole. */
function wholeExperts({ architectures }: ModelConfig): readonly Constraint[] {
  const [architecture] = architectures;
  if (architecture?.value !== 'DbrxForCausalLM') return [];
  return [
    {
      rule: 'expert-parallel',
      title: () => t('experts'),
      facts: [architecture],
      option: 'enableExpertParallel',
      knobs: ['option'],
      confidence: 'high',
      source: 'vLLM models/dbrx.py DbrxExperts.weight_loader, v0.10 and main of 2026-08-22',
      judge: ({ expertParallel, expertRanks }) => {
        if (expertParallel === false) return holds;
        if (expertParallel === undefined || expertRanks === undefined) return unknown;
        if (expertRanks === 1) return holds;
        return refuses(
          () => t('{0} has no expert parallelism in vLLM: it loads experts only cut over the tensor-parallel ranks', architecture.value),
          () => t('no expert parallelism'),
        );
      },
    },
  ];
}

/** Expert parallelism of a model without experts (config/model.py, since v0.8.0). */
function withoutExperts(launch: Launch, model: ModelConfig): readonly Constraint[] {
  if (launch.options.get('enableExpertParallel')?.value !== true) return [];
  // Transformers' config class counts experts that a dense Nemotron-H does not have, and vLLM believes it.
  if (model.decoder.modelType?.value.startsWith('nemotron_h')) return [];
  const shape = model.decoder.attentionHeads ?? model.decoder.hiddenSize ?? model.decoder.layers;
  return [
    {
      rule: 'expert-parallel',
      title: () => t('experts'),
      facts: shape === undefined ? [] : [shape],
      option: 'enableExpertParallel',
      knobs: ['expertParallel'],
      confidence: 'high',
      source: 'vLLM config/model.py verify_with_parallel_config, since v0.8.0',
      judge: () =>
        refuses(
          () => t('--enable-expert-parallel needs a model with experts, and the config.json has none: drop the option'),
          () => t('no experts'),
        ),
    },
  ];
}

/** The load balancer of experts (EPLB): config/parallel.py and fused_moe/layer.py, since v0.9.2. */
function balancer(launch: Launch, experts: ExpertShape): readonly Constraint[] {
  const option = launch.options.get('enableEplb');
  if (option?.value !== true) return [];
  const redundant = redundantExperts(launch);
  return [
    {
      rule: 'expert-balance',
      title: () => t('expert balance'),
      facts: [experts.count],
      option: 'enableEplb',
      knobs: ['option', 'tensorParallelSize'],
      confidence: 'high',
      source: 'vLLM config/parallel.py ParallelConfig, layers/fused_moe/layer.py, since v0.9.2',
      judge: (layout) => {
        if (layout.expertParallel === undefined || layout.expertRanks === undefined || redundant === undefined) return unknown;
        if (!layout.expertParallel) return refuses(() => t('--enable-eplb needs --enable-expert-parallel'));
        const ranks = layout.expertRanks;
        if (ranks <= 1) return refuses(() => t('--enable-eplb needs more than one rank; the launch has one'));
        const total = experts.count.value + redundant;
        if (total % ranks === 0) return holds;
        return refuses(
          () =>
            t(
              '{0} + {1} redundant experts = {2} is not divisible by the {3} expert-parallel ranks, and the balancer spreads experts evenly',
              named(experts.count),
              redundant,
              total,
              ranks,
            ),
          () => `${total} % ${ranks} = ${total % ranks}`,
        );
      },
    },
  ];
}

/** Undefined: written, but unknown. 0 is vLLM's own default. */
function redundantExperts(launch: Launch): number | undefined {
  const scalar = launch.options.get('numRedundantExperts');
  if (scalar !== undefined) return typeof scalar.value === 'number' ? scalar.value : undefined;
  const option = launch.options.get('eplbConfig');
  if (option === undefined) return 0;
  if (!isRecord(option.value)) return undefined;
  const { num_redundant_experts: written } = option.value;
  return written === undefined ? 0 : typeof written === 'number' ? written : undefined;
}
