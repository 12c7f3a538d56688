import type { Fact } from '../../../../model/fact.ts';
import { nameOf } from '../../../../model/fact-name.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, judged, unknown } from '../../../demands/judgement.ts';
import { inputPerRank, type LinearLayer, linearLayers } from '../../../demands/layers.ts';
import { expertModules, keepsQuantized, quantizedLayers } from '../../../demands/quantized-layers.ts';
import { ranksText } from '../../../demands/split.ts';
import type { Constraint, Judgement, Layout } from '../../../engine.ts';
import { ranksOfLayer } from '../../shared-experts.ts';

/** FP4 weights with one scale for a group of inputs: NVFP4 (16), MXFP4 (32). */
export interface FloatGroups {
  readonly format: 'NVFP4' | 'MXFP4';
  readonly method: 'modelopt' | 'compressed-tensors';
  readonly group: number;
  readonly fact: Fact<unknown>;
}

/**
 * Each rank must hold whole groups. Only the dense NVFP4 layers of ModelOpt checkpoints are checked
 * (quantization/modelopt.py ModelOptNvFp4LinearMethod); elsewhere scales are floor-divided and read from wrong places.
 */
export function floatGroupConstraints(model: ModelConfig, quantization: Quantization, groups: FloatGroups): readonly Constraint[] {
  const rows = quantizedLayers(model, quantization, linearLayers(model)).filter(({ parallel }) => parallel === 'row');
  return [...rows.map((layer) => layerConstraint(layer, groups)), ...expertConstraints(model, quantization, groups)];
}

function layerConstraint(layer: LinearLayer, groups: FloatGroups): Constraint {
  const checked = groups.method === 'modelopt' && groups.format === 'NVFP4';
  return {
    rule: checked ? 'quant-group' : 'quant-scales',
    title: () => t('{0} {1} group {2}', layer.name, groups.format, groups.group),
    facts: [layer.fact, groups.fact],
    knobs: ['tensorParallelSize', ...(layer.name === 'down_proj' ? (['intermediateSize'] as const) : [])],
    confidence: 'high',
    source:
      'vLLM quantization/modelopt.py ModelOptNvFp4LinearMethod.create_weights, compressed_tensors/schemes/compressed_tensors_w4a4_*.py, main of 2026-08-17',
    judge: (layout) => judgeLayer(layer, groups, layout, checked),
  };
}

function judgeLayer(layer: LinearLayer, groups: FloatGroups, layout: Layout, checked: boolean): Judgement {
  const ranks = ranksOfLayer(layer, layout);
  const input = ranks === undefined ? undefined : inputPerRank(layer, ranks);
  if (ranks === undefined || input === undefined) return unknown;
  if (input % groups.group === 0) return holds;
  if (!checked && ranks === 1) return unknown;
  const problem = (): string =>
    t(
      '{0} / tensor-parallel-size {1} = {2} inputs of {3} is not a multiple of the {4} group size {5}',
      layer.width(),
      ranks,
      input,
      layer.name,
      groups.format,
      groups.group,
    );
  return judged(
    checked ? 'refuses' : 'corrupts',
    () => (checked ? problem() : silently(problem())),
    () => `${input} % ${groups.group} = ${input % groups.group}`,
  );
}

function silently(problem: string): string {
  return t('{0}: vLLM does not check this, and the ranks read wrong scales without an error', problem);
}

function expertConstraints(model: ModelConfig, quantization: Quantization, groups: FloatGroups): readonly Constraint[] {
  const width = model.decoder.experts?.intermediateSize;
  if (width === undefined || !keepsQuantized(model, quantization, expertModules(model))) return [];
  return [
    {
      rule: 'quant-scales',
      title: () => t('expert {0} group {1}', groups.format, groups.group),
      facts: [width, groups.fact],
      knobs: ['expertParallel', 'tensorParallelSize', 'dataParallelSize'],
      confidence: 'high',
      source: 'vLLM quantization/modelopt.py, layers/fused_moe/routed_experts.py loaders, main of 2026-08-17 (executed)',
      judge: (layout) => judgeExperts(width, groups, layout),
    },
  ];
}

function judgeExperts(width: Fact<number>, groups: FloatGroups, layout: Layout): Judgement {
  const slices = layout.expertSlices;
  if (slices === undefined || width.value % slices !== 0) return unknown;
  const slice = width.value / slices;
  if (slice % groups.group === 0 || slices === 1) return holds;
  const key = nameOf(width);
  return judged(
    'corrupts',
    () =>
      silently(
        t(
          '{0} {1} / {2} → {3} on a rank is not a multiple of the {4} group size {5}',
          key,
          width.value,
          ranksText(layout, slices),
          slice,
          groups.format,
          groups.group,
        ),
      ),
    () => `${slice} % ${groups.group} = ${slice % groups.group}`,
  );
}
