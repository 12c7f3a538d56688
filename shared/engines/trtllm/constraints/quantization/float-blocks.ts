import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization, QuantizationScheme } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../../demands/judgement.ts';
import { inputPerRank, type LinearLayer, linearLayers } from '../../../demands/layers.ts';
import { expertModules, keepsQuantized, quantizedLayers } from '../../../demands/quantized-layers.ts';
import type { Constraint, Launch } from '../../../engine.ts';
import { ranksText, slicesText, stateRead } from '../ranks.ts';

/** The only block that TensorRT-LLM has. */
const blockSize = 128;

/** FP8 in blocks. Routed experts must be cut at block borders; in dense layers the scales of the last rank do not fit otherwise. */
export function floatBlockConstraints(
  launch: Launch,
  model: ModelConfig,
  quantization: Quantization,
  { weights, activations }: QuantizationScheme,
): readonly Constraint[] {
  const { block } = weights;
  const method = quantization.method.value;
  const isCompressed = method === 'compressed-tensors' && activations !== undefined && weights.bits?.value === 8;
  if (block === undefined || (method !== 'fp8' && !isCompressed)) return [];
  if (block.value.some((size) => size !== blockSize)) return method === 'fp8' ? [otherBlock(block)] : [];
  const rows = model.decoder.experts === undefined ? linearLayers(model) : linearLayers(model).filter(({ name }) => name === 'o_proj');
  return [
    ...quantizedLayers(model, quantization, rows)
      .filter(({ parallel }) => parallel === 'row')
      .map((layer) => layerConstraint(launch, layer, block)),
    ...expertConstraints(model, quantization, block),
  ];
}

type Block = Fact<readonly [number, number]>;

function otherBlock(block: Block): Constraint {
  return {
    rule: 'quant-block',
    title: () => t('block {0}', block.value.join('×')),
    facts: [block],
    option: 'model',
    knobs: ['option'],
    confidence: 'high',
    source: `TensorRT-LLM _torch/model_config.py ModelConfig.load_hf_quant_config, ${stateRead}`,
    judge: () => refuses(() => t('weight_block_size {0} is refused: TensorRT-LLM has FP8 blocks of 128×128 only', block.value.join('×'))),
  };
}

/** No check: the scales are split rounded up, and a last rank that gets fewer than its part of the weight has does not load. */
function layerConstraint(launch: Launch, layer: LinearLayer, block: Block): Constraint {
  return {
    rule: 'quant-block',
    title: () => t('{0} block {1}', layer.name, block.value.join('×')),
    facts: [layer.fact, block],
    knobs: ['tensorParallelSize', ...(layer.name === 'down_proj' ? (['intermediateSize'] as const) : [])],
    confidence: 'medium',
    source: `TensorRT-LLM _torch/modules/linear.py load_weight_shard and FP8BlockScalesLinearMethod, ${stateRead}`,
    judge: (layout) => {
      const ranks = layer.name === 'o_proj' ? layout.attentionRanks : layout.mlpRanks;
      const input = ranks === undefined ? undefined : inputPerRank(layer, ranks);
      if (ranks === undefined || input === undefined) return unknown;
      if (ranks === 1 || input % blockSize === 0) return holds;
      return refuses(
        () =>
          t(
            '{0} / {1} = {2} inputs of {3} on a rank is not a multiple of the FP8 block size {4}, so that its scales do not fit',
            layer.width(),
            ranksText(launch, layout, ranks),
            input,
            layer.name,
            blockSize,
          ),
        () => `${input} % ${blockSize} = ${input % blockSize}`,
      );
    },
  };
}

function expertConstraints(model: ModelConfig, quantization: Quantization, block: Block): readonly Constraint[] {
  const width = model.decoder.experts?.intermediateSize;
  if (width === undefined || !keepsQuantized(model, quantization, expertModules(model))) return [];
  return [
    {
      rule: 'quant-block',
      title: () => t('expert block {0}', block.value.join('×')),
      facts: [width, block],
      knobs: ['expertParallel', 'tensorParallelSize'],
      confidence: 'high',
      source: `TensorRT-LLM _torch/modules/fused_moe/quantization.py DeepSeekFP8BlockScalesFusedMoEMethod, ${stateRead}`,
      judge: (layout) => {
        const slices = layout.expertSlices;
        if (slices === undefined || slices < 1) return unknown;
        const slice = Math.floor(width.value / slices);
        if (slice % blockSize === 0) return holds;
        return refuses(
          () =>
            t(
              '{0} / ({1}) → {2} on a rank is not a multiple of the FP8 block size {3}',
              named(width),
              slicesText(layout),
              slice,
              blockSize,
            ),
          () => `${slice} % ${blockSize} = ${slice % blockSize}`,
        );
      },
    },
  ];
}
