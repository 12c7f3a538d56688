import type { Fact } from '../../../model/fact.ts';
import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, judged, named, unknown } from '../../demands/judgement.ts';
import { split } from '../../demands/split.ts';
import type { Constraint, Launch } from '../../engine.ts';
import { switchOption } from '../../launches/options-of.ts';
import { atLeast } from '../../version.ts';
import { attentionRanksText } from '../ranks.ts';

/** Classes whose towers SGLang builds from its own parallel layers, as they were read. Others have no rule here. */
const shardedTowers = /^(Qwen2VL|Qwen2_5_VL|Qwen3VL|Qwen3_5(Moe)?ForCond|InternVL|InternS1For|Glm4v)/;

/** Classes that add heads of zeros until the heads split (layers/attention/vision_utils.py update_vit_attn_dummy_heads_config). */
const paddedTowers = /^(InternVL|InternS1For|Glm4v)/;

/**
 * The vision tower is split over the attention's ranks, unless `--mm-enable-dp-encoder` keeps it whole on each. With DP attention
 * some classes split the MLP over all ranks: only what both ways need is asked.
 */
export function towerConstraints(launch: Launch, { architectures, vision }: ModelConfig): readonly Constraint[] {
  const architecture = architectures[0]?.value ?? '';
  if (vision === undefined || !shardedTowers.test(architecture) || switchOption(launch, 'mmEnableDpEncoder') !== false) return [];
  const { heads, intermediateSize } = vision;
  const pads = paddedTowers.test(architecture) && atLeast(launch.version.release, [0, 4, 10]);
  return [
    ...(heads === undefined ? [] : [pads ? paddedHeads(heads) : wholeHeads(heads)]),
    ...(intermediateSize === undefined ? [] : [width(intermediateSize)]),
  ];
}

function wholeHeads(heads: Fact<number>): Constraint {
  return split({
    rule: 'vision-heads',
    fact: heads,
    title: () => t('tower heads {0}', heads.value),
    knobs: ['option'],
    ranks: (layout) => layout.attentionRanks,
    ranksText: attentionRanksText,
    source: 'SGLang layers/attention/vision.py VisionAttention.__init__, v0.4.5 to main of 2026-08-21',
  });
}

function paddedHeads(heads: Fact<number>): Constraint {
  return {
    rule: 'vision-heads',
    title: () => t('tower heads {0}', heads.value),
    facts: [heads],
    knobs: [],
    confidence: 'high',
    source: 'SGLang layers/attention/vision_utils.py update_vit_attn_dummy_heads_config, v0.4.10 to main of 2026-08-21',
    judge: (layout) => {
      const ranks = layout.attentionRanks;
      if (ranks === undefined) return unknown;
      if (heads.value % ranks === 0) return holds;
      const padded = Math.ceil(heads.value / ranks) * ranks;
      return judged(
        'pads',
        () => t('{0} do not split over {1}: SGLang pads them to {2}', named(heads), attentionRanksText(layout, ranks), padded),
        () => `${heads.value} → ${padded}`,
      );
    },
  };
}

function width(intermediateSize: Fact<number>): Constraint {
  return split({
    rule: 'vision-mlp',
    fact: intermediateSize,
    title: () => t('tower MLP {0}', intermediateSize.value),
    knobs: ['option'],
    ranks: (layout) => layout.attentionRanks,
    ranksText: attentionRanksText,
    source: 'SGLang layers/linear.py ColumnParallelLinear.__init__ in models/qwen2_5_vl.py, qwen3_vl.py, internvl.py, main of 2026-08-21',
  });
}
