import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig, TowerShape } from '../../../../model/model-config.ts';
import { t } from '../../../../text/localize.ts';
import { holds, judged, named, refuses, unknown } from '../../../demands/judgement.ts';
import type { Constraint, Launch } from '../../../engine.ts';
import { switchOption } from '../../../launches/options-of.ts';
import { atLeast } from '../../../version.ts';
import { ranksOfSize } from '../../ranks.ts';
import { turbomindTowers } from '../../versions.ts';
import { modelRanks, splitEvenly } from '../split-evenly.ts';

/**
 * Vision towers that TurboMind runs itself: attention stays whole on every rank where its heads do not split, as the 25 of
 * InternViT-6B; the MLP splits, or is filled up. Other towers run in PyTorch, on one GPU.
 */
export function towerConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const architecture = model.architectures[0]?.value ?? '';
  const tower = model.vision;
  if (tower === undefined || switchOption(launch, 'languageModelOnly') !== false) return [];
  const isQwen35 = /^(Qwen3_5|InternS2)/.test(architecture);
  if (!isQwen35 && !atLeast(launch.version.release, turbomindTowers)) return [];
  const isInternVl = /^(InternVL|InternS1)/.test(architecture);
  const isQwenVl = /^Qwen2(VL|_5_VL)/.test(architecture);
  if (!isQwen35 && !isInternVl && !isQwenVl) return [];
  return [
    ...(architecture === 'InternVLChatModel' ? pixelShuffle(tower) : []),
    ...(tower.heads === undefined ? [] : [headsConstraint(tower.heads)]),
    ...(tower.intermediateSize === undefined ? [] : [isQwenVl ? filledWidth(tower.intermediateSize) : evenWidth(tower.intermediateSize)]),
  ];
}

const source = 'LMDeploy lmdeploy/turbomind/models/internvl.py, qwen2_vl.py, qwen3_5.py vit_attn and vit_block, v0.16';

function headsConstraint(heads: Fact<number>): Constraint {
  return {
    rule: 'vision-heads',
    title: () => t('tower heads {0}', heads.value),
    facts: [heads],
    knobs: ['tensorParallelSize'],
    confidence: 'high',
    source,
    judge: (layout) => {
      const ranks = layout.modelRanks;
      if (ranks === undefined) return unknown;
      if (heads.value % ranks === 0) return holds;
      return judged(
        'unsharded',
        () => t('{0} do not split over {1}: every rank computes all of them', named(heads), ranksOfSize(layout, ranks)),
        () => `${heads.value} % ${ranks} = ${heads.value % ranks}`,
      );
    },
  };
}

function evenWidth(fact: Fact<number>): Constraint {
  return splitEvenly({ rule: 'vision-mlp', fact, title: () => t('tower MLP {0}', fact.value), ranks: modelRanks, source });
}

/** Elements of 16 bits that the tower's kernels read at once. */
const vector = 8;

function filledWidth(width: Fact<number>): Constraint {
  return {
    rule: 'vision-mlp',
    title: () => t('tower MLP {0}', width.value),
    facts: [width],
    knobs: ['tensorParallelSize'],
    confidence: 'high',
    source,
    judge: (layout) => {
      const ranks = layout.modelRanks;
      if (ranks === undefined) return unknown;
      const padded = Math.ceil(width.value / (vector * ranks)) * vector * ranks;
      if (padded === width.value) return holds;
      return judged(
        'pads',
        () => t('{0} is filled up with zeros to {1} to split over {2}', named(width), padded, ranksOfSize(layout, ranks)),
        () => `${width.value} → ${padded}`,
      );
    },
  };
}

/** The arrangement of pixels that InternVL has had since 1.2; the file's own default is the older one. */
function pixelShuffle({ pixelShuffleVersion: version }: TowerShape): readonly Constraint[] {
  if (version === undefined || version.value === 'v2') return [];
  return [
    {
      rule: 'vision-mode',
      title: () => named(version),
      facts: [version],
      option: 'languageModelOnly',
      knobs: ['option'],
      confidence: 'high',
      source: 'LMDeploy lmdeploy/turbomind/models/internvl.py _validate_legacy_internvl_chat, v0.16',
      judge: () => refuses(() => t('TurboMind runs the vision tower of InternVL with ps_version v2 only, not {0}', version.value)),
    },
  ];
}
