import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, judged, named, refuses, unknown } from '../../../demands/judgement.ts';
import { denseWidths } from '../../../demands/layers.ts';
import { expertModules, keepsQuantized } from '../../../demands/quantized-layers.ts';
import type { Constraint, Judgement, Knob, Layout } from '../../../engine.ts';
import { ranksOfSize } from '../../ranks.ts';
import { type WeightFormat, weightFormat } from './weight-format.ts';

/**
 * An MLP is filled up with zeros until its groups split over the ranks, so that hardly any width stands in the way. TurboMind
 * builders/ffn.py `_pad_ffn_for_tp`.
 */
export function feedForwardConstraints(model: ModelConfig, quantization: Quantization | undefined): readonly Constraint[] {
  const { experts } = model.decoder;
  const shared = experts?.sharedIntermediateSize;
  const expert = experts?.intermediateSize;
  return [
    ...denseWidths(model.decoder).flatMap((fact) => widthOf('mlp-width', fact, model, quantization)),
    ...(shared === undefined || shared.value === 0 ? [] : widthOf('shared-expert-width', shared, model, quantization)),
    ...(expert === undefined ? [] : widthOf('expert-width', expert, model, quantization)),
  ];
}

type WidthRule = 'mlp-width' | 'shared-expert-width' | 'expert-width';

const titles: Readonly<Record<WidthRule, (width: number) => string>> = {
  'mlp-width': (width) => t('MLP {0}', width),
  'shared-expert-width': (width) => t('shared expert {0}', width),
  'expert-width': (width) => t('expert {0}', width),
};

function widthOf(rule: WidthRule, fact: Fact<number>, model: ModelConfig, quantization: Quantization | undefined): readonly Constraint[] {
  const quantized = quantization !== undefined && keepsQuantized(model, quantization, modulesOf(rule, model));
  const format = quantized ? weightFormat(quantization) : undefined;
  if (quantized && format === undefined) return [];
  const knobs: readonly Knob[] = rule === 'mlp-width' ? ['tensorParallelSize', 'intermediateSize'] : ['tensorParallelSize'];
  return [
    {
      rule,
      title: () => titles[rule](fact.value),
      facts: [fact],
      knobs,
      confidence: 'high',
      source:
        'LMDeploy lmdeploy/turbomind/builders/ffn.py _pad_ffn_for_tp, linear.py round_up_output_groups, builders/_base.py _add_linear, v0.16',
      judge: (layout) => judgeWidth(layout, fact, format, rule === 'expert-width' ? layout.expertSlices : layout.mlpRanks),
    },
  ];
}

function modulesOf(rule: WidthRule, model: ModelConfig): readonly string[] {
  if (rule === 'expert-width') return expertModules(model);
  return rule === 'mlp-width' ? ['mlp.down_proj'] : ['mlp.shared_expert.down_proj', 'mlp.shared_experts.down_proj'];
}

/** No kernel takes fewer inputs at once. */
const leastInputs = 32;

/** Each tensor is read as `groups` equal parts, and zeros are added by the part. */
function judgeWidth(layout: Layout, fact: Fact<number>, format: WeightFormat | undefined, ranks: number | undefined): Judgement {
  if (ranks === undefined) return unknown;
  if (ranks === 1) return holds;
  const block = Math.max(leastInputs, format?.inputs ?? 1, format?.outputs ?? 1);
  const groups = Math.floor(fact.value / block);
  const filled = Math.ceil(groups / ranks) * ranks;
  const parts = filled === groups ? ranks : groups;
  const ragged = tensorsOf(fact.value, format).find((length) => length % parts !== 0);
  if (ragged !== undefined) return notWhole(layout, fact, block, ranks, ragged, parts);
  if (filled === groups) return holds;
  const padded = (fact.value / groups) * filled;
  return judged(
    'pads',
    () =>
      t('{0} is filled up with zeros to {1} to split over {2}: more memory and more work', named(fact), padded, ranksOfSize(layout, ranks)),
    () => `${fact.value} → ${padded}`,
  );
}

/** Lengths along the MLP's width: the weights' own, and that of their scales. */
function tensorsOf(width: number, format: WeightFormat | undefined): readonly number[] {
  return format === undefined ? [width] : [width, Math.ceil(width / format.inputs)];
}

function notWhole(layout: Layout, fact: Fact<number>, block: number, ranks: number, ragged: number, parts: number): Judgement {
  return refuses(
    () =>
      t(
        '{0} is not whole groups of {1}, so TurboMind cannot fill it up to split over {2}: {3} is not divisible by {4}',
        named(fact),
        block,
        ranksOfSize(layout, ranks),
        ragged,
        parts,
      ),
    () => `${ragged} % ${parts} = ${ragged % parts}`,
  );
}
