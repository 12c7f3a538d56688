import type { Fact } from '../../../../model/fact.ts';
import { nameOf } from '../../../../model/fact-name.ts';
import type { WeightScheme } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, refuses, unknown } from '../../../demands/judgement.ts';
import { inputPerRank, type LinearLayer, outputPerRank } from '../../../demands/layers.ts';
import { expertModules, keepsQuantized } from '../../../demands/quantized-layers.ts';
import type { Constraint, Judgement, Layout } from '../../../engine.ts';
import { textOption } from '../../../launches/options-of.ts';
import { sliceText } from '../../ranks.ts';
import { type Place, type PlacedLayer, placedLayers } from './place.ts';

type Block = Fact<readonly [number, number]>;

/** FP8 weights with one scale for a block of rows × columns: each rank must hold whole blocks. SGLang quantization/fp8.py, since v0.4.3. */
export function floatBlockConstraints(place: Place, { block }: WeightScheme): readonly Constraint[] {
  if (block === undefined || (place.asked !== undefined && place.asked !== 'fp8' && place.asked !== 'compressed-tensors')) return [];
  const ownLoader = /^MiMoV2/.test(place.model.architectures[0]?.value ?? '');
  const layers = placedLayers(place).filter(({ layer }) => !ownLoader || layer.name !== 'qkv_proj');
  return [
    ...layers.map((layer) => layerConstraint(layer, block, place.quantization.method.value === 'compressed-tensors')),
    ...expertBlocks(place, block),
  ];
}

function layerConstraint({ layer, ranksOf }: PlacedLayer, block: Block, isCompressed: boolean): Constraint {
  return {
    rule: 'quant-block',
    title: () => t('{0} block {1}', layer.name, block.value.join('×')),
    facts: [layer.fact, block],
    knobs: ['tensorParallelSize', ...(layer.name === 'down_proj' ? (['intermediateSize'] as const) : [])],
    confidence: 'high',
    source:
      'SGLang quantization/fp8.py Fp8LinearMethod.validate_block_quant_shapes, fp8_utils.py validate_fp8_block_shape, main of 2026-08-21',
    judge: (layout) => {
      const ranks = ranksOf(layout);
      if (ranks === undefined) return unknown;
      if (layer.parallel === 'column') return judgeColumn(layer, block, ranks, isCompressed);
      // The method fp8 compares with all ranks, not with those of the attention.
      return isCompressed || ranks === layout.tensorParallelSize ? judgeRow(layer, block, ranks) : holds;
    },
  };
}

/** Only an input that is split is checked: a last block may be ragged. */
function judgeRow(layer: LinearLayer, block: Block, ranks: number): Judgement {
  const input = inputPerRank(layer, ranks);
  const columns = block.value[1];
  if (input === undefined) return unknown;
  if (ranks === 1 || input % columns === 0) return holds;
  return refuses(
    () =>
      t(
        '{0} / tp-size {1} = {2} inputs of {3} is not a multiple of the {4} columns of an FP8 block',
        layer.width(),
        ranks,
        input,
        layer.name,
        columns,
      ),
    () => `${input} % ${columns} = ${input % columns}`,
  );
}

/** Merged outputs (q/k/v, gate/up) are checked one by one, on a single rank too; there compressed-tensors lets the last be ragged. */
function judgeColumn(layer: LinearLayer, block: Block, ranks: number, isCompressed: boolean): Judgement {
  const rows = block.value[0];
  const pieces = layer.outputs.map((output) => outputPerRank(output, ranks));
  if (pieces.includes(undefined)) return unknown;
  const checked = isCompressed && ranks === 1 ? pieces.slice(0, -1) : pieces;
  const ragged = checked.find((piece) => piece !== undefined && piece % rows !== 0);
  if (ragged === undefined) return holds;
  return refuses(
    () =>
      t(
        '{0} gives {1} rows of {2} on a rank at tp-size {3}, not a multiple of the {4} rows of an FP8 block',
        layer.width(),
        ragged,
        layer.name,
        ranks,
        rows,
      ),
    () => `${ragged} % ${rows} = ${ragged % rows}`,
  );
}

/** Checked before the model is built (model_runner.py check_quantized_moe_compatibility, since v0.5.6), and again when it is (fp8.py Fp8MoEMethod). */
function expertBlocks({ launch, model, quantization }: Place, block: Block): readonly Constraint[] {
  const width = model.decoder.experts?.intermediateSize;
  if (width === undefined || !keepsQuantized(model, quantization, expertModules(model))) return [];
  const isCheckedEarly = width.key.endsWith('moe_intermediate_size');
  // That runner pads the width of an expert itself, where nothing refuses before.
  const runner = textOption(launch, 'moeRunnerBackend') ?? (launch.options.has('moeRunnerBackend') ? 'flashinfer_trtllm' : '');
  const mayPad = !isCheckedEarly && runner.startsWith('flashinfer_trtllm');
  return [
    {
      rule: 'quant-block',
      title: () => t('expert block {0}', block.value.join('×')),
      facts: [width, block],
      knobs: ['expertParallel', 'tensorParallelSize'],
      confidence: 'high',
      source:
        'SGLang model_executor/model_runner.py check_quantized_moe_compatibility, quantization/fp8.py Fp8MoEMethod.create_weights, main of 2026-08-21',
      judge: (layout) => (mayPad ? unknown : judgeExperts(width, block, layout)),
    },
  ];
}

function judgeExperts(width: Fact<number>, block: Block, layout: Layout): Judgement {
  const slices = layout.expertSlices;
  if (slices === undefined || width.value % slices !== 0) return unknown;
  const slice = width.value / slices;
  const [rows, columns] = block.value;
  const size = slice % rows !== 0 ? rows : slices > 1 && slice % columns !== 0 ? columns : undefined;
  if (size === undefined) return holds;
  const key = nameOf(width);
  return refuses(
    () => t('{0} {1} on a rank is not a multiple of the FP8 block size {2}', key, sliceText(layout, width.value, slices), size),
    () => `${slice} % ${size} = ${slice % size}`,
  );
}
