import type { Fact } from '../../../../model/fact.ts';
import { nameOf } from '../../../../model/fact-name.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, judged, refuses, unknown } from '../../../demands/judgement.ts';
import { expertModules, keepsQuantized } from '../../../demands/quantized-layers.ts';
import { ranksText } from '../../../demands/split.ts';
import type { Constraint, Judgement, Layout } from '../../../engine.ts';
import { atLeast, type Release } from '../../../version.ts';
import type { IntegerWeights } from './kernels.ts';

/** Integer groups in the routed experts: Marlin for mixtures, else Triton kernels that halve the group. */
export function expertGroupConstraints(
  model: ModelConfig,
  quantization: Quantization,
  weights: IntegerWeights,
  group: Fact<number> | undefined,
  release: Release,
): readonly Constraint[] {
  const width = model.decoder.experts?.intermediateSize;
  const hidden = model.decoder.hiddenSize;
  if (width === undefined || hidden === undefined || !keepsQuantized(model, quantization, expertModules(model))) return [];
  const judge = (layout: Layout): Judgement => {
    if (layout.expertSlices === undefined || width.value % layout.expertSlices !== 0) return unknown;
    const place: Place = {
      width,
      weights,
      hidden: hidden.value,
      slice: width.value / layout.expertSlices,
      layout,
      slices: layout.expertSlices,
    };
    return weights.method === 'compressed-tensors' ? judgeCompressed(place, release) : judgeFallback(place, release);
  };
  return [
    {
      rule: 'expert-group',
      title: () => t('expert group {0}', weights.group),
      facts: group === undefined ? [width] : [width, group],
      knobs: ['expertParallel', 'tensorParallelSize', 'dataParallelSize'],
      confidence: 'high',
      source:
        'vLLM quantization/moe_wna16.py MoeWNA16Method.create_weights, utils/marlin_utils.py check_moe_marlin_supports_layer, compressed_tensors_moe_wna16.py, main of 2026-08-17',
      versionDependent: weights.method === 'compressed-tensors',
      judge,
    },
  ];
}

interface Place {
  readonly width: Fact<number>;
  readonly weights: IntegerWeights;
  readonly hidden: number;
  /** Width of one slice of an expert. */
  readonly slice: number;
  readonly slices: number;
  readonly layout: Layout;
}

function sliceText({ width, layout, slices, slice }: Place): string {
  return `${nameOf(width)} ${width.value} / ${ranksText(layout, slices)} → ${slice}`;
}

/** compressed-tensors int4: whole groups since 2026-06-22 (v0.24); before, the Triton kernels ran. */
function judgeCompressed(place: Place, release: Release): Judgement {
  const { group } = place.weights;
  if (group <= 0) return holds;
  if (place.slice % group === 0 && place.hidden % group === 0) return holds;
  const message = (): string => t('{0} of an expert on a rank is not a multiple of group_size {1}', sliceText(place), group);
  const arithmetic = (): string => `${place.slice} % ${group} = ${place.slice % group}`;
  if (atLeast(release, [0, 24])) return refuses(message, arithmetic);
  return judged('slower', () => t('{0}: before v0.24 slower Triton kernels run instead', message()), arithmetic);
}

/** AWQ and GPTQ: Marlin, else Triton with the group halved until it divides, at least 32. */
function judgeFallback(place: Place, release: Release): Judgement {
  if (marlinTakes(place, release)) return holds;
  const { bits, group } = place.weights;
  if (group <= 0)
    return refuses(
      () => t('{0}: per-channel experts need a multiple of 64 on a rank', sliceText(place)),
      () => `${place.slice} % 64 = ${place.slice % 64}`,
    );
  const halved = halvedGroup(place);
  const arithmetic = (): string => `${place.slice} % ${group} = ${place.slice % group}`;
  if (halved === undefined) {
    return refuses(
      () => t('{0} of an expert on a rank is not a multiple of group_size {1}, nor of a half of it down to 32', sliceText(place), group),
      arithmetic,
    );
  }
  if (bits === 8 && halved !== group && atLeast(release, [0, 25])) return withoutFallback(place, release, arithmetic);
  return judged(
    'slower',
    () => t('{0} does not suit Marlin (group_size {1}): the slower WNA16 Triton kernels run', sliceText(place), group),
    arithmetic,
  );
}

/** 8-bit experts lost their fallback on main between 2026-07-23 and 2026-08-17; whether v0.25 and v0.26 have it is not established. */
function withoutFallback(place: Place, release: Release, arithmetic: () => string): Judgement {
  return refuses(
    () =>
      t(
        '{0} of an expert on a rank is not a multiple of group_size {1}, and 8-bit experts have no other kernel',
        sliceText(place),
        place.weights.group,
      ),
    arithmetic,
    atLeast(release, [0, 27]) ? undefined : 'low',
  );
}

function marlinTakes({ weights, hidden, slice }: Place, release: Release): boolean {
  if (![-1, 32, 64, 128].includes(weights.group) || hidden % 128 !== 0) return false;
  // Tiles of mixtures are padded since 2026-06-23, a day after v0.24 branched off; groups must still be whole.
  const pads = atLeast(release, [0, 25]) && !weights.actOrder;
  return slice % (pads ? Math.max(1, weights.group) : Math.max(64, weights.group)) === 0;
}

/** Undefined: below 32, which the engine asserts. */
function halvedGroup({ weights, hidden, slice }: Place): number | undefined {
  let group = weights.group;
  while (slice % group !== 0 || hidden % group !== 0) {
    group = Math.floor(group / 2);
    if (group < 32) return undefined;
  }
  return group;
}
