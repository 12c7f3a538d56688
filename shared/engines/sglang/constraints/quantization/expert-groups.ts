import type { Fact } from '../../../../model/fact.ts';
import { nameOf } from '../../../../model/fact-name.ts';
import { t } from '../../../../text/localize.ts';
import { holds, judged, refuses, unknown } from '../../../demands/judgement.ts';
import { expertModules, keepsQuantized } from '../../../demands/quantized-layers.ts';
import type { Constraint, Judgement, Layout } from '../../../engine.ts';
import { sliceText } from '../../ranks.ts';
import type { Place } from './place.ts';

/** AWQ experts: Marlin, else Triton with the group halved until it divides, at least 32 (quantization/awq/awq.py, moe_wna16.py). */
export function expertGroupConstraints(
  { model, quantization }: Place,
  groupSize: number,
  group: Fact<number> | undefined,
): readonly Constraint[] {
  const width = model.decoder.experts?.intermediateSize;
  const hidden = model.decoder.hiddenSize;
  if (width === undefined || hidden === undefined || groupSize <= 0 || !keepsQuantized(model, quantization, expertModules(model)))
    return [];
  return [
    {
      rule: 'expert-group',
      title: () => t('expert group {0}', groupSize),
      facts: group === undefined ? [width] : [width, group],
      knobs: ['expertParallel', 'tensorParallelSize'],
      confidence: 'high',
      source:
        'SGLang quantization/marlin_utils.py check_moe_marlin_supports_layer, moe_wna16.py MoeWNA16Method.create_weights, main of 2026-08-21',
      judge: (layout) => judgeExperts(layout, width, hidden.value, groupSize),
    },
  ];
}

function judgeExperts(layout: Layout, width: Fact<number>, hidden: number, groupSize: number): Judgement {
  const slices = layout.expertSlices;
  if (slices === undefined || width.value % slices !== 0) return unknown;
  const slice = width.value / slices;
  if (hidden % 128 === 0 && slice % Math.max(64, groupSize) === 0) return holds;
  const text = (): string => `${nameOf(width)} ${sliceText(layout, width.value, slices)}`;
  const arithmetic = (): string => `${slice} % ${groupSize} = ${slice % groupSize}`;
  if (!canHalve(groupSize, slice, hidden))
    return refuses(
      () => t('{0} of an expert on a rank is not a multiple of group_size {1}, nor of a half of it down to 32', text(), groupSize),
      arithmetic,
    );
  return judged(
    'slower',
    () => t('{0} does not suit Marlin (group_size {1}): the slower WNA16 Triton kernels run', text(), groupSize),
    arithmetic,
  );
}

function canHalve(groupSize: number, slice: number, hidden: number): boolean {
  for (let group = groupSize; group >= 32; group = Math.floor(group / 2)) {
    if (slice % group === 0 && hidden % group === 0) return true;
  }
  return false;
}
