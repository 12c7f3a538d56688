import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../../demands/judgement.ts';
import { keepsQuantized } from '../../../demands/quantized-layers.ts';
import type { Constraint } from '../../../engine.ts';
import { ranksOfSize } from '../../ranks.ts';
import type { WeightFormat } from './weight-format.ts';

/** `o_proj` is cut along its inputs, and its scales are cut with it: they must be as many for each rank (builders/_base.py `_add_linear`). */
export function outputProjection(model: ModelConfig, quantization: Quantization, format: WeightFormat): readonly Constraint[] {
  const { attentionHeads: heads, headDim, latentAttention } = model.decoder;
  if (heads === undefined || heads.value === 0 || headDim === undefined || latentAttention !== undefined) return [];
  if (format.method === 'mxfp4' || !keepsQuantized(model, quantization, ['self_attn.o_proj'])) return [];
  return [scalesConstraint(heads, headDim, format)];
}

function scalesConstraint(heads: Fact<number>, headDim: Fact<number>, format: WeightFormat): Constraint {
  const width = heads.value * headDim.value;
  const scales = Math.ceil(width / format.inputs);
  return {
    rule: format.method === 'fp8' ? 'quant-block' : 'quant-group',
    title: () => t('o_proj groups {0}', scales),
    facts: [heads],
    knobs: ['tensorParallelSize'],
    confidence: 'high',
    source: 'LMDeploy lmdeploy/turbomind/builders/_base.py Builder._add_linear, builders/attention.py add_o_proj, v0.16',
    judge: (layout) => {
      const ranks = layout.attentionRanks;
      if (ranks === undefined) return unknown;
      if (scales % ranks === 0) return holds;
      return refuses(
        () =>
          t(
            '{0} × head_dim {1} / {2} = {3} scales of o_proj, not divisible by {4}',
            named(heads),
            headDim.value,
            format.inputs,
            scales,
            ranksOfSize(layout, ranks),
          ),
        () => `${scales} % ${ranks} = ${scales % ranks}`,
      );
    },
  };
}
