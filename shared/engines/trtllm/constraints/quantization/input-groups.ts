import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization, QuantizationScheme } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, refuses, unknown } from '../../../demands/judgement.ts';
import { inputPerRank, type LinearLayer, linearLayers } from '../../../demands/layers.ts';
import { quantizedLayers } from '../../../demands/quantized-layers.ts';
import type { Constraint, Launch } from '../../../engine.ts';
import { ranksText, stateRead } from '../ranks.ts';

interface Groups {
  readonly name: string;
  readonly size: number;
  readonly fact: Fact<unknown>;
}

/** NVFP4 and ModelOpt's W4A16_AWQ: the inputs of a layer on a rank are whole groups. */
export function inputGroupConstraints(
  launch: Launch,
  model: ModelConfig,
  quantization: Quantization,
  scheme: QuantizationScheme,
): readonly Constraint[] {
  const groups = groupsOf(quantization, scheme);
  if (groups === undefined) return [];
  if (groups.name === 'NVFP4' && groups.size !== 16) return [otherGroup(quantization, groups)];
  return quantizedLayers(model, quantization, linearLayers(model))
    .filter(({ parallel, name }) => parallel === 'row' && (name === 'o_proj' || model.decoder.experts === undefined))
    .map((layer) => layerConstraint(launch, layer, groups));
}

function groupsOf({ method, algorithm }: Quantization, { weights, activations }: QuantizationScheme): Groups | undefined {
  const fact = weights.groupSize ?? method;
  const written = weights.groupSize?.value;
  const kind = (algorithm?.value ?? '').toUpperCase();
  if (kind === 'W4A16_AWQ' && written !== undefined && written > 0) return { name: kind, size: written, fact };
  const isCompressed = method.value === 'compressed-tensors';
  const isNvfp4 = isCompressed
    ? weights.strategy === 'tensor_group' && activations !== undefined
    : method.value === 'nvfp4' || kind === 'NVFP4';
  // A group that compressed-tensors may not have is said with its scheme.
  if (!isNvfp4 || (isCompressed && written !== 16)) return undefined;
  return { name: 'NVFP4', size: written ?? 16, fact };
}

function otherGroup({ method }: Quantization, { size, fact }: Groups): Constraint {
  return {
    rule: 'quant-group',
    title: () => t('group size'),
    facts: [fact, method],
    option: 'model',
    knobs: ['option'],
    confidence: 'high',
    source: `TensorRT-LLM llmapi/llm_utils.py ModelLoader._update_from_hf_quant_config, ${stateRead}`,
    judge: () => refuses(() => t('group_size {0} is refused: TensorRT-LLM reads {1} in groups of {2}', size, 'NVFP4', 16)),
  };
}

function layerConstraint(launch: Launch, layer: LinearLayer, { name, size, fact }: Groups): Constraint {
  return {
    rule: 'quant-group',
    title: () => t('{0} group {1}', layer.name, size),
    facts: [layer.fact, fact],
    knobs: ['tensorParallelSize', ...(layer.name === 'down_proj' ? (['intermediateSize'] as const) : [])],
    confidence: 'high',
    source: `TensorRT-LLM _torch/modules/linear.py NVFP4LinearMethod and W4A16_AWQ_LinearMethod create_weights, ${stateRead}`,
    judge: (layout) => {
      const ranks = layer.name === 'o_proj' ? layout.attentionRanks : layout.mlpRanks;
      const input = ranks === undefined ? undefined : inputPerRank(layer, ranks);
      if (ranks === undefined || input === undefined) return unknown;
      if (input % size === 0) return holds;
      return refuses(
        () =>
          t(
            '{0} / {1} = {2} inputs of {3} is not a multiple of the {4} group size {5}',
            layer.width(),
            ranksText(launch, layout, ranks),
            input,
            layer.name,
            name,
            size,
          ),
        () => `${input} % ${size} = ${input % size}`,
      );
    },
  };
}
