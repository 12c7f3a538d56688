import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, refuses, unknown } from '../../../demands/judgement.ts';
import type { Constraint, Judgement, Launch, Layout } from '../../../engine.ts';
import { textOption } from '../../../launches/options-of.ts';
import type { IntegerWeights, KernelMachine } from './kernels.ts';

/** Names under which checkpoints keep their tower. */
const towerNames = /visual|vision|image|vit\b|tower|encoder/i;

/**
 * A tower that the list of unquantized modules does not name is quantized too, and its widths must hold whole groups. GPTQ
 * has no such list, and without one vLLM looks into the weight files for AWQ: the config does not tell then, and nothing is said.
 */
export function towerGroupConstraints(
  launch: Launch,
  model: ModelConfig,
  quantization: Quantization,
  weights: IntegerWeights,
  group: Fact<number> | undefined,
  machines: readonly KernelMachine[],
): readonly Constraint[] {
  const hidden = model.vision?.hiddenSize;
  const architecture = model.architectures[0]?.value ?? '';
  if (hidden === undefined || weights.group <= 0 || machines.length === 0 || !/^Qwen2VL|^Qwen2_5_VL|^Qwen3VL/.test(architecture)) return [];
  if (textOption(launch, 'mmEncoderTpMode') === 'data') return [];
  const ignored = quantization.ignored?.value ?? [];
  if (weights.method === 'gptq' || ignored.length === 0) return [];
  if (ignored.some((name) => towerNames.test(name) || name.startsWith('re:'))) return [];
  return [
    {
      rule: 'quant-group',
      title: () => t('tower group {0}', weights.group),
      facts: group === undefined ? [hidden] : [hidden, group],
      knobs: ['tensorParallelSize', 'option'],
      confidence: 'medium',
      source: 'vLLM models/qwen2_vl.py Qwen2VisionAttention (RowParallelLinear), quantization/auto_awq.py, main of 2026-08-17',
      judge: (layout) => judgeWidth(layout, hidden.value, weights.group),
    },
  ];
}

function judgeWidth({ mlpRanks: ranks }: Layout, width: number, group: number): Judgement {
  if (ranks === undefined || width % ranks !== 0) return unknown;
  const input = width / ranks;
  if (input % group === 0) return holds;
  return refuses(
    () =>
      t(
        'the vision tower is not among the unquantized modules, and its width {0} / tensor-parallel-size {1} = {2} is not a multiple of group_size {3}',
        width,
        ranks,
        input,
        group,
      ),
    () => `${input} % ${group} = ${input % group}`,
  );
}
