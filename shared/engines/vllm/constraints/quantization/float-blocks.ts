import type { Fact } from '../../../../model/fact.ts';
import { nameOf } from '../../../../model/fact-name.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, refuses, unknown } from '../../../demands/judgement.ts';
import { inputPerRank, type LinearLayer, linearLayers, outputPerRank } from '../../../demands/layers.ts';
import { expertModules, keepsQuantized, quantizedLayers } from '../../../demands/quantized-layers.ts';
import { ranksText } from '../../../demands/split.ts';
import type { Constraint, Judgement, Layout } from '../../../engine.ts';
import { atLeast, type Release } from '../../../version.ts';
import { ranksOfLayer } from '../../shared-experts.ts';

/** FP8 weights with one scale for a block of rows (outputs) × columns (inputs). */
export interface FloatBlocks {
  readonly method: 'fp8' | 'compressed-tensors';
  /** Rows, block_n, and columns, block_k. */
  readonly block: Fact<readonly [number, number]>;
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
      return layer.parallel === 'row' ? judgeRow(layer, blocks, ranks) : judgeColumn(layer, blocks, ranks);
    },
  };
}

/** Only a split input is checked: at TP 1 a last block may be ragged. */
function judgeRow(layer: LinearLayer, { block }: FloatBlocks, ranks: number): Judgement {
  const input = inputPerRank(layer, ranks);
  const columns = block.value[1];
  if (input === undefined) return unknown;
  if (ranks === 1 || input % columns === 0) return holds;
  return refuses(
    () =>
      t(
        '{0} / tensor-parallel-size {1} = {2} inputs of {3} is not a multiple of the {4} columns of an FP8 block',
        layer.width(),
        ranks,
        input,
        layer.name,
        columns,
      ),
    () => `${input} % ${columns} = ${input % columns}`,
  );
}

/**
 * Merged outputs (q/k/v, gate/up). `quant_method: fp8` lets them through since 2025-12-19, and then the scales of k and v
 * run past the checkpoint where a rank's rows end inside a block. compressed-tensors never lets them through.
 */
function judgeColumn(layer: LinearLayer, { block, method, release }: FloatBlocks, ranks: number): Judgement {
  const rows = block.value[0];
  const pieces = layer.outputs.map((output) => outputPerRank(output, ranks));
  if (pieces.includes(undefined)) return unknown;
  const exempt = method === 'fp8' && atLeast(release, [0, 14]) && layer.outputs.length > 1;
  const checked = ranks === 1 ? (exempt ? [] : pieces.slice(0, -1)) : pieces;
  const ragged = checked.find((piece) => piece !== undefined && piece % rows !== 0);
  if (ragged === undefined) return holds;
  return refuses(
    () =>
      t(
        '{0} gives {1} rows of {2} on a rank at tensor-parallel-size {3}, not a multiple of the {4} rows of an FP8 block',
        layer.width(),
        ragged,
        layer.name,
        ranks,
        rows,
      ),
    () => `${ragged} % ${rows} = ${ragged % rows}`,
  );
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
      judge: (layout) => judgeExperts(width, blocks, layout),
    },
  ];
}

function judgeExperts(width: Fact<number>, { block }: FloatBlocks, layout: Layout): Judgement {
  const slices = layout.expertSlices;
  if (slices === undefined || width.value % slices !== 0) return unknown;
  const slice = width.value / slices;
  const [rows, columns] = block.value;
  const size = slice % rows !== 0 ? rows : slices > 1 && slice % columns !== 0 ? columns : undefined;
  if (size === undefined) return holds;
  const key = nameOf(width);
  return refuses(
    () =>
      t(
        '{0} {1} / {2} → {3} on a rank is not a multiple of the FP8 block size {4}',
        key,
        width.value,
        ranksText(layout, slices),
        slice,
        size,
      ),
    () => `${slice} % ${size} = ${slice % size}`,
  );
}
