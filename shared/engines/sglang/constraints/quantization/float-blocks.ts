import type { WeightScheme } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { type FloatBlock, judgeExpertBlocks, judgeInputBlocks, judgeOutputBlocks } from '../../../demands/float-blocks.ts';
import { holds, unknown } from '../../../demands/judgement.ts';
import type { LinearLayer } from '../../../demands/layers.ts';
import { expertModules, keepsQuantized } from '../../../demands/quantized-layers.ts';
import type { Constraint } from '../../../engine.ts';
import { textOption } from '../../../launches/options-of.ts';
import { sliceText } from '../../ranks.ts';
import { type Place, type PlacedLayer, placedLayers } from './place.ts';

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

function layerConstraint({ layer, ranksOf }: PlacedLayer, block: FloatBlock, isCompressed: boolean): Constraint {
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
      const of = { ranks, ranksText: `tp-size ${ranks}` };
      if (layer.parallel === 'column') return judgeOutputBlocks(layer, block, of, checkedOutputs(layer, ranks, isCompressed));
      // The method fp8 compares with all ranks, not with those of the attention.
      return isCompressed || ranks === layout.tensorParallelSize ? judgeInputBlocks(layer, block, of) : holds;
    },
  };
}

/** Merged outputs (q/k/v, gate/up) are checked one by one, on a single rank too; there compressed-tensors lets the last be ragged. */
function checkedOutputs({ outputs }: LinearLayer, ranks: number, isCompressed: boolean): number {
  return isCompressed && ranks === 1 ? outputs.length - 1 : outputs.length;
}

/** Checked before the model is built (model_runner.py check_quantized_moe_compatibility, since v0.5.6), and again when it is (fp8.py Fp8MoEMethod). */
function expertBlocks({ launch, model, quantization }: Place, block: FloatBlock): readonly Constraint[] {
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
      judge: (layout) => (mayPad ? unknown : judgeExpertBlocks(width, block, layout, sliceText)),
    },
  ];
}
