import type { Fact } from '../../../model/fact.ts';
import { nameOf } from '../../../model/fact-name.ts';
import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, judged, named, unknown } from '../../demands/judgement.ts';
import { denseWidths } from '../../demands/layers.ts';
import type { Constraint, Launch, Layout } from '../../engine.ts';
import { textOption } from '../../launches/options-of.ts';
import { atLeast } from '../../version.ts';

/** True for `--device cpu`, where SGLang pads the shape to the ranks; undefined: the device is not known. */
export function runsOnCpu(launch: Launch): boolean | undefined {
  const option = launch.options.get('device');
  if (option === undefined) return launch.complete === false ? undefined : false;
  const device = textOption(launch, 'device');
  return device === undefined ? undefined : device === 'cpu';
}

/** What a CPU pads by itself: heads, MLP and expert widths, vocabulary (configs/update_config.py adjust_config_with_unaligned_cpu_tp, since v0.4.9). */
export function cpuConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  if (!atLeast(launch.version.release, [0, 4, 9])) return [];
  const { decoder } = model;
  const block = model.quantization?.schemes[0]?.weights.block?.value[0] ?? model.quantization?.schemes[0]?.weights.groupSize?.value;
  const unit = block !== undefined && block > 0 ? block : 32;
  const widths = [...denseWidths(decoder), ...(decoder.experts?.intermediateSize === undefined ? [] : [decoder.experts.intermediateSize])];
  const heads = decoder.keyValueHeads ?? decoder.attentionHeads;
  return [
    ...(heads === undefined ? [] : [padding('kv-heads', heads, 1)]),
    ...widths.map((width) => padding(width === decoder.experts?.intermediateSize ? 'expert-width' : 'mlp-width', width, unit)),
  ];
}

/** Padded to a multiple of the ranks times `unit`; which multiple the heads take depends on the block size too, and is not told. */
function padding(rule: string, fact: Fact<number>, unit: number): Constraint {
  return {
    rule,
    title: () => `${nameOf(fact)} ${fact.value}`,
    facts: [fact],
    knobs: [],
    confidence: 'medium',
    source: 'SGLang configs/update_config.py adjust_config_with_unaligned_cpu_tp, v0.4.9 to main of 2026-08-21',
    judge: ({ tensorParallelSize: ranks }: Layout) => {
      if (ranks === undefined) return unknown;
      const padded = Math.ceil(fact.value / (ranks * unit)) * ranks * unit;
      if (padded === fact.value) return holds;
      return judged(
        'pads',
        () => t('on a CPU SGLang pads {0} to a multiple of {1}', named(fact), ranks * unit),
        () => `${fact.value} → ${padded}`,
      );
    },
  };
}
