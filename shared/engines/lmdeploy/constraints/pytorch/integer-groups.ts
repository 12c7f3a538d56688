import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../../demands/judgement.ts';
import { type LinearLayer, linearLayers } from '../../../demands/layers.ts';
import { quantizedLayers } from '../../../demands/quantized-layers.ts';
import type { Constraint, Judgement, Layout } from '../../../engine.ts';
import { ranksOfSize } from '../../ranks.ts';

const source = 'LMDeploy lmdeploy/pytorch/nn/linear/awq.py AwqLinear, MergedAwqLinear, QKVAwqLinear, v0.16';

/** AWQ in groups of inputs, which also are the unit in which outputs are dealt out. */
export function integerGroups(model: ModelConfig, quantization: Quantization): readonly Constraint[] {
  const size = quantization.schemes[0]?.weights.groupSize?.value ?? 128;
  if (size <= 0) return [];
  const layers = quantizedLayers(model, quantization, linearLayers(model));
  return [
    ...layers.filter(({ parallel }) => parallel === 'row').map((layer) => rowConstraint(layer, size)),
    ...(layers.some(({ name }) => name === 'qkv_proj') ? headConstraints(model, size) : []),
  ];
}

/** Weights are cut in equal pieces although the layer makes room for whole groups, so that the groups must split evenly. */
function rowConstraint(layer: LinearLayer, size: number): Constraint {
  const isAttention = layer.name === 'o_proj';
  return {
    rule: 'quant-group',
    title: () => t('{0} group {1}', layer.name, size),
    facts: [layer.fact],
    knobs: ['tensorParallelSize', ...(isAttention ? [] : (['intermediateSize'] as const))],
    confidence: 'high',
    source,
    judge: (layout) => judgeRow(layout, layer, size, isAttention ? layout.attentionRanks : layout.mlpRanks),
  };
}

function judgeRow(layout: Layout, layer: LinearLayer, size: number, ranks: number | undefined): Judgement {
  if (ranks === undefined) return unknown;
  const groups = layer.input / size;
  if (Number.isInteger(groups) && groups % ranks === 0) return holds;
  if (!Number.isInteger(groups)) {
    return refuses(
      () => t('{0} of {1} is not a multiple of group_size {2}', layer.width(), layer.name, size),
      () => `${layer.input} % ${size} = ${layer.input % size}`,
    );
  }
  return refuses(
    () =>
      t(
        '{0} / group_size {1} = {2} quantization groups in {3}, not divisible by {4}',
        layer.width(),
        size,
        groups,
        layer.name,
        ranksOfSize(layout, ranks),
      ),
    () => `${groups} % ${ranks} = ${groups % ranks}`,
  );
}

/** q, k and v come in multiples of the group, although a rank makes room for whole heads. */
function headConstraints({ decoder }: ModelConfig, size: number): readonly Constraint[] {
  const { attentionHeads, keyValueHeads, headDim } = decoder;
  if (headDim === undefined) return [];
  return [attentionHeads, keyValueHeads].flatMap((heads) =>
    heads === undefined || heads.value === 0
      ? []
      : [
          {
            rule: 'quant-group',
            title: () => t('qkv_proj group {0} of {1}', size, heads.value),
            facts: [heads],
            knobs: ['tensorParallelSize'],
            confidence: 'high',
            source,
            judge: (layout) => judgeHeads(layout, heads, headDim, size),
          } satisfies Constraint,
        ],
  );
}

function judgeHeads(layout: Layout, heads: Fact<number>, headDim: Fact<number>, size: number): Judgement {
  if (layout.attentionRanks === undefined) return unknown;
  // More ranks than KV heads: each head is one piece.
  const pieces = Math.min(layout.attentionRanks, heads.value);
  if (heads.value % pieces !== 0) return unknown;
  const part = (heads.value / pieces) * headDim.value;
  if (part % size === 0) return holds;
  return refuses(
    () =>
      t(
        '{0} × head_dim {1} over {2} gives {3} outputs of qkv_proj, not a multiple of group_size {4}',
        named(heads),
        headDim.value,
        ranksOfSize(layout, layout.attentionRanks ?? pieces),
        part,
        size,
      ),
    () => `${part} % ${size} = ${part % size}`,
  );
}
