import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { type FloatBlock, judgeExpertBlocks, judgeInputBlocks, judgeOutputBlocks } from '../../../demands/float-blocks.ts';
import { unknown } from '../../../demands/judgement.ts';
import { type LinearLayer, linearLayers } from '../../../demands/layers.ts';
import { expertModules, keepsQuantized, quantizedLayers } from '../../../demands/quantized-layers.ts';
import { ranksText } from '../../../demands/split.ts';
import type { Constraint, Layout } from '../../../engine.ts';
import { atLeast, type Release } from '../../../version.ts';
import { ranksOfLayer } from '../../shared-experts.ts';

/** FP8 weights with one scale for a block of rows (outputs) × columns (inputs). */
export interface FloatBlocks {
  readonly method: 'fp8' | 'compressed-tensors';
  /** Rows, block_n, and columns, block_k. */
  readonly block: FloatBlock;
  readonly release: Release;
}

/** Each rank must hold whole blocks. vLLM quantization/utils/fp8_utils.py validate_fp8_block_shape, fp8.py; since v0.6.6. */
export function floatBlockConstraints(model: ModelConfig, quantization: Quantization, blocks: FloatBlocks): readonly Constraint[] {
  const layers = quantizedLayers(model, quantization, linearLayers(model)).filter(
    ({ name }) => name !== 'qkv_proj' || !ownLoader.test(architectureName(model)),
  );
  return [...layers.map((layer) => layerConstraint(layer, blocks)), ...expertBlocks(model, quantization, blocks)];
}

/** Classes that shard q, k and v by a loader of their own, which does not need whole blocks (models/mimo_v2.py). */
const ownLoader = /^MiMoV2/;

function architectureName(model: ModelConfig): string {
  return model.architectures[0]?.value ?? '';
}

function layerConstraint(layer: LinearLayer, blocks: FloatBlocks): Constraint {
  return {
    rule: 'quant-block',
    title: () => t('{0} block {1}', layer.name, blocks.block.value.join('×')),
    facts: [layer.fact, blocks.block],
    knobs: ['tensorParallelSize', ...(layer.name === 'down_proj' ? (['intermediateSize'] as const) : [])],
    confidence: 'high',
    source:
      'vLLM quantization/utils/fp8_utils.py validate_fp8_block_shape, layers/linear.py _maybe_allow_fp8_block_shape_mismatch, main of 2026-08-17',
    versionDependent: layer.parallel === 'column',
    judge: (layout) => {
      const ranks = ranksOfLayer(layer, layout);
      if (ranks === undefined) return unknown;
      const of = { ranks, ranksText: `tensor-parallel-size ${ranks}` };
      if (layer.parallel === 'row') return judgeInputBlocks(layer, blocks.block, of);
      return judgeOutputBlocks(layer, blocks.block, of, checkedOutputs(layer, blocks, ranks));
    },
  };
}

/**
 * Merged outputs (q/k/v, gate/up) at TP 1: `quant_method: fp8` lets them through since 2025-12-19, and otherwise the last may be ragged. Split,
 * the scales of k and v run past the checkpoint where a rank's rows end inside a block. compressed-tensors never lets them through.
 */
function checkedOutputs({ outputs }: LinearLayer, { method, release }: FloatBlocks, ranks: number): number {
  if (ranks > 1) return outputs.length;
  const exempt = method === 'fp8' && atLeast(release, [0, 14]) && outputs.length > 1;
  return exempt ? 0 : outputs.length - 1;
}

function expertBlocks(model: ModelConfig, quantization: Quantization, blocks: FloatBlocks): readonly Constraint[] {
  const width = model.decoder.experts?.intermediateSize;
  if (width === undefined || !keepsQuantized(model, quantization, expertModules(model))) return [];
  return [
    {
      rule: 'quant-block',
      title: () => t('expert block {0}', blocks.block.value.join('×')),
      facts: [width, blocks.block],
      knobs: ['expertParallel', 'tensorParallelSize', 'dataParallelSize'],
      confidence: 'high',
      source: 'vLLM quantization/fp8.py Fp8MoEMethod.create_weights, compressed_tensors_moe_w8a8_fp8.py, main of 2026-08-17; since v0.6.6',
      judge: (layout) => judgeExpertBlocks(width, blocks.block, layout, sliceText),
    },
  ];
}

/** `1536 / tensor-parallel-size 8 → 192`. */
function sliceText(layout: Layout, width: number, slices: number): string {
  return `${width} / ${ranksText(layout, slices)} → ${width / slices}`;
}
