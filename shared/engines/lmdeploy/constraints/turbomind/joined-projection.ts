import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../../demands/judgement.ts';
import { keepsQuantized } from '../../../demands/quantized-layers.ts';
import type { Constraint, Judgement, Layout } from '../../../engine.ts';
import { ranksOfSize } from '../../ranks.ts';
import type { WeightFormat } from './weight-format.ts';

/**
 * q, k and v are joined for each rank, scales as well, so FP8 blocks must be as many for each rank (builders/attention.py
 * `fuse_qkv`). Heads wider than a block are kept in 16 bits first (models/utils.py reorder_rotary_emb), and have no such demand.
 */
export function joinedProjection(model: ModelConfig, quantization: Quantization, format: WeightFormat): readonly Constraint[] {
  const { attentionHeads: heads, keyValueHeads, headDim, latentAttention } = model.decoder;
  if (format.method !== 'fp8' || latentAttention !== undefined) return [];
  if (heads === undefined || heads.value === 0 || keyValueHeads === undefined || headDim === undefined) return [];
  if (format.outputs % headDim.value !== 0 || !keepsQuantized(model, quantization, ['self_attn.q_proj', 'self_attn.qkv_proj'])) return [];
  return [heads, keyValueHeads].map((count) => blocksConstraint(count, headDim, format));
}

function blocksConstraint(count: Fact<number>, headDim: Fact<number>, format: WeightFormat): Constraint {
  return {
    rule: 'quant-block',
    title: () => t('qkv_proj blocks of {0}', count.value),
    facts: [count],
    knobs: ['tensorParallelSize'],
    confidence: 'high',
    source: 'LMDeploy lmdeploy/turbomind/builders/attention.py fuse_qkv and _repeat_kv_heads, v0.16',
    judge: (layout) => judgeBlocks(layout, count, headDim, format),
  };
}

function judgeBlocks(layout: Layout, count: Fact<number>, headDim: Fact<number>, format: WeightFormat): Judgement {
  const ranks = layout.attentionRanks;
  if (ranks === undefined) return unknown;
  const blocks = Math.ceil((count.value * headDim.value) / format.outputs);
  // Repeated heads take their blocks along, which must then be whole for each head.
  const repeats = count.value % ranks !== 0;
  if (repeats ? blocks % count.value === 0 : blocks % ranks === 0) return holds;
  const made = (): string =>
    t('{0} × head_dim {1} / {2} = {3} FP8 blocks of qkv_proj', named(count), headDim.value, format.outputs, blocks);
  if (repeats) {
    return refuses(
      () => t('{0}, which cannot be repeated with each of the {1} heads', made(), count.value),
      () => `${blocks} % ${count.value} = ${blocks % count.value}`,
    );
  }
  return refuses(
    () => t('{0}, not divisible by {1}', made(), ranksOfSize(layout, ranks)),
    () => `${blocks} % ${ranks} = ${blocks % ranks}`,
  );
}
