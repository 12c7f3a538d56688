import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import { t } from '../../../../text/localize.ts';
import { holds, judged, named, refuses, unknown } from '../../../demands/judgement.ts';
import { denseWidths } from '../../../demands/layers.ts';
import type { Constraint, Judgement, Layout } from '../../../engine.ts';
import { ranksOfSize } from '../../ranks.ts';

const source = 'LMDeploy lmdeploy/pytorch/nn/linear/blocked_fp8.py, v0.16';

/** Inputs and outputs that share a scale, whatever the checkpoint says. */
const block = 128;

/** q, k and v. FP8 weights and their scales are cut apart from each other: they agree where each rank gets whole blocks. */
export function headBlocks({ decoder }: ModelConfig): readonly Constraint[] {
  const { attentionHeads: heads, keyValueHeads, headDim, latentAttention } = decoder;
  const counts =
    heads === undefined || latentAttention !== undefined ? [] : [heads, ...(keyValueHeads === undefined ? [] : [keyValueHeads])];
  return headDim === undefined ? [] : counts.filter(({ value }) => value > 0).map((count) => headsConstraint(count, headDim));
}

/** The MLP and the shared experts. */
export function widthBlocks({ decoder }: ModelConfig): readonly Constraint[] {
  const shared = decoder.experts?.sharedIntermediateSize;
  return [
    ...denseWidths(decoder).map((width) => widthConstraint(width, true)),
    ...(shared === undefined || shared.value === 0 ? [] : [widthConstraint(shared, false)]),
  ];
}

/** Heads of q, k and v on a rank are whole blocks, on one rank too (QKVBlockedF8Linear). */
function headsConstraint(count: Fact<number>, headDim: Fact<number>): Constraint {
  return {
    rule: 'quant-block',
    title: () => t('qkv_proj blocks of {0}', count.value),
    facts: [count],
    knobs: ['tensorParallelSize'],
    confidence: 'high',
    source,
    judge: (layout) => {
      const ranks = layout.attentionRanks;
      if (ranks === undefined) return unknown;
      const heads = Math.max(1, count.value / ranks);
      if (!Number.isInteger(heads)) return unknown;
      const part = heads * headDim.value;
      if (part % block === 0) return holds;
      return refuses(
        () =>
          t(
            '{0} × head_dim {1} over {2} gives {3} outputs of qkv_proj, not a multiple of the FP8 block size {4}',
            named(count),
            headDim.value,
            ranksOfSize(layout, ranks),
            part,
            block,
          ),
        () => `${part} % ${block} = ${part % block}`,
      );
    },
  };
}

function widthConstraint(width: Fact<number>, isDense: boolean): Constraint {
  return {
    rule: 'quant-block',
    title: () => t('MLP block {0}', width.value),
    facts: [width],
    knobs: ['tensorParallelSize', ...(isDense ? (['intermediateSize'] as const) : [])],
    confidence: 'high',
    source,
    judge: (layout) => judgeWidth(layout, width),
  };
}

function judgeWidth(layout: Layout, width: Fact<number>): Judgement {
  const ranks = layout.mlpRanks;
  if (ranks === undefined) return unknown;
  const part = width.value / ranks;
  if (ranks === 1 || part % block === 0) return holds;
  return refuses(
    () => t('{0} / {1} = {2}, not a multiple of the FP8 block size {3}', named(width), ranksOfSize(layout, ranks), rounded(part), block),
    () => `${rounded(part)} % ${block} = ${rounded(part % block)}`,
  );
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Blocks of an expert are dealt out one by one, and a rank may get none (nn/moe/blocked_fp8.py, nn/moe/base.py split_size). */
export function expertBlocks({ decoder }: ModelConfig): readonly Constraint[] {
  const width = decoder.experts?.intermediateSize;
  if (width === undefined) return [];
  return [
    {
      rule: 'quant-block',
      title: () => t('expert block {0}', width.value),
      facts: [width],
      knobs: ['tensorParallelSize'],
      confidence: 'high',
      source: 'LMDeploy lmdeploy/pytorch/nn/moe/blocked_fp8.py FusedMoEBlockedF8, nn/moe/base.py split_size, v0.16',
      judge: (layout) =>
        layout.expertRanks === 1 ? judgeExpert(layout, width, layout.expertSlices) : layout.expertRanks === undefined ? unknown : holds,
    },
  ];
}

function judgeExpert(layout: Layout, width: Fact<number>, ranks: number | undefined): Judgement {
  if (ranks === undefined) return unknown;
  const blocks = width.value / block;
  if (!Number.isInteger(blocks)) {
    return refuses(
      () => t('{0} is not a multiple of the FP8 block size {1}', named(width), block),
      () => `${width.value} % ${block} = ${width.value % block}`,
    );
  }
  if (blocks >= ranks) return holds;
  return judged(
    'slower',
    () =>
      t(
        '{0} / {1} = {2} FP8 blocks for {3}: {4} of them get no part of an expert and stay idle',
        named(width),
        block,
        blocks,
        ranksOfSize(layout, ranks),
        ranks - blocks,
      ),
    () => `${blocks} < ${ranks}`,
  );
}
