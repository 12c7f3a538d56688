import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization, QuantizationScheme } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, refuses, unknown } from '../../../demands/judgement.ts';
import { type LinearLayer, linearLayers, outputPerRank } from '../../../demands/layers.ts';
import { quantizedLayers } from '../../../demands/quantized-layers.ts';
import type { Constraint, ConstraintContext, Judgement, Layout } from '../../../engine.ts';
import { atLeast, type Release } from '../../../version.ts';
import { ranksOfLayer } from '../../shared-experts.ts';
import { capabilitiesOf } from './machines-asked.ts';

/** Outputs of a tile of gptq_marlin_repack. */
const tile = 64;

/** Reported up to here; whether a later release pads them is not established. */
const notEstablishedFrom: Release = [0, 22];

/**
 * FP8 weights with one scale for a tensor or for each channel: GPUs without FP8 arithmetic run them on Marlin, which does not
 * pad them as it does integers. Silent where the GPU is not said.
 */
export function floatTileConstraints(
  model: ModelConfig,
  quantization: Quantization,
  { weights }: QuantizationScheme,
  release: Release,
  { hardware }: ConstraintContext,
): readonly Constraint[] {
  const capabilities = capabilitiesOf(hardware);
  const onMarlin = capabilities.length > 0 && capabilities.every((capability) => capability >= 80 && capability < 89);
  const whole = weights.strategy === 'tensor' || weights.strategy === 'channel';
  if (!onMarlin || !whole || weights.type !== 'float' || weights.bits?.value !== 8 || atLeast(release, notEstablishedFrom)) return [];
  return quantizedLayers(model, quantization, linearLayers(model))
    .filter(({ parallel }) => parallel === 'column')
    .map(tileConstraint);
}

function tileConstraint(layer: LinearLayer): Constraint {
  return {
    rule: 'quant-tile',
    title: () => t('{0} tile', layer.name),
    facts: [layer.fact],
    knobs: ['tensorParallelSize'],
    // Reports and the source agree; the layers alone were built without a GPU, so the repacking was not run.
    confidence: 'low',
    source: 'vLLM quantization/utils/marlin_utils_fp8.py prepare_fp8_layer_for_marlin, csrc gptq_marlin_repack, v0.10 to 2026-05',
    versionDependent: true,
    judge: (layout) => judgeTile(layer, layout),
  };
}

function judgeTile(layer: LinearLayer, layout: Layout): Judgement {
  const ranks = ranksOfLayer(layer, layout);
  if (ranks === undefined) return unknown;
  let outputs = 0;
  for (const output of layer.outputs) {
    const width = outputPerRank(output, ranks);
    // A width that does not even split is another rule's finding.
    if (width === undefined) return unknown;
    outputs += width;
  }
  if (outputs % tile === 0) return holds;
  return refuses(
    () =>
      t(
        '{0} gives {1} outputs of {2} on a rank at tensor-parallel-size {3}, not a multiple of {4}: without FP8 arithmetic the GPU runs FP8 weights on Marlin tiles',
        layer.width(),
        outputs,
        layer.name,
        ranks,
        tile,
      ),
    () => `${outputs} % ${tile} = ${outputs % tile}`,
  );
}
