import type { Fact } from '../../../model/fact.ts';
import type { ModelConfig, TowerShape } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, judged, named, unknown } from '../../demands/judgement.ts';
import { split } from '../../demands/split.ts';
import type { Constraint, Judgement, Launch, Layout } from '../../engine.ts';
import { textOption } from '../../launches/options-of.ts';
import { atLeast, type Release } from '../../version.ts';
import { architectureOf } from '../architectures.ts';

/**
 * The vision tower is split over the same ranks as the decoder, unless `--mm-encoder-tp-mode data` keeps it whole on each.
 * Limiting the images of a prompt does not lift this: the tower is built all the same.
 */
export function towerConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const name = model.architectures[0]?.value ?? '';
  const tower = towerOf(name, model);
  const mode = encoderMode(launch, name);
  return [
    ...(mode === 'ignored' ? [modeIgnored(name)] : []),
    ...(tower === undefined || mode === 'data' || mode === undefined ? [] : shapes(name, tower, launch.version.release)),
  ];
}

/** Classes whose towers vLLM builds from its own parallel layers. Towers taken over from Transformers have no rule. */
const shardedTowers =
  /^(Qwen2VL|Qwen2_5_VL|Qwen3VL|Qwen3_5(Moe)?ForCond|Glm4v|GlmOcr|InternVL|InternS1For|NVLM_D|H2OVL|SkyworkR1V|Llava|Gemma3ForCond|PaliGemma|SmolVLM|Idefics3|MiniCPMV|MiniCPMO|Pixtral|Mistral3For|LightOnOCR|KimiVL|Llama4ForCond|Phi3V|AyaVision|Cohere2Vision|MiniMaxM3Sparse\w*ForCond)/;

function towerOf(architecture: string, model: ModelConfig): TowerShape | undefined {
  if (/^Whisper/.test(architecture)) return model.audio;
  return shardedTowers.test(architecture) ? model.vision : undefined;
}

type EncoderMode = 'weights' | 'data' | 'ignored';

/** Undefined: written, but unknown. */
function encoderMode(launch: Launch, architecture: string): EncoderMode | undefined {
  if (launch.options.get('enableMultimodalEncoderDataParallel')?.value === true) return dataMode(architecture);
  const option = launch.options.get('mmEncoderTpMode');
  if (option === undefined) return launch.complete === false ? undefined : 'weights';
  const text = textOption(launch, 'mmEncoderTpMode');
  if (text === undefined) return undefined;
  return text === 'data' ? dataMode(architecture) : 'weights';
}

function dataMode(architecture: string): EncoderMode | undefined {
  const known = architectureOf(architecture);
  if (known === undefined) return undefined;
  if (known.encoderDataParallel) return 'data';
  return known.multimodal ? 'ignored' : 'weights';
}

function modeIgnored(architecture: string): Constraint {
  return {
    rule: 'vision-mode',
    title: () => t('encoder mode'),
    facts: [],
    option: 'mmEncoderTpMode',
    knobs: ['option'],
    confidence: 'high',
    source: 'vLLM models/vision.py is_vit_use_data_parallel; --mm-encoder-tp-mode since 2025-08 (v0.10.1), main of 2026-08-17',
    judge: () =>
      judged('slower', () =>
        t(
          '{0} does not support --mm-encoder-tp-mode data: vLLM logs a warning and splits the encoder over the tensor-parallel ranks',
          architecture,
        ),
      ),
  };
}

/**
 * Towers that every rank kept whole before: MoonViT up to 2026-01-06 (after v0.13), the tower of Mistral's own format up to
 * some release after v0.19; and the MLP of Idefics 2 in v0.10.2 alone. The first release that is certain to split them.
 */
const splitSince: readonly (readonly [RegExp, heads: Release, mlp: Release])[] = [
  [/^KimiVL/, [0, 16], [0, 16]],
  [/^Pixtral/, [0, 24], [0, 24]],
  [/^(SmolVLM|Idefics3|MiniCPM[VO])/, [0, 8], [0, 11]],
];

function shapes(architecture: string, tower: TowerShape, release: Release): readonly Constraint[] {
  const [, headsSince, mlpSince] = splitSince.find(([names]) => names.test(architecture)) ?? [];
  const heads = headsSince !== undefined && !atLeast(release, headsSince) ? undefined : tower.heads;
  const intermediateSize = mlpSince !== undefined && !atLeast(release, mlpSince) ? undefined : tower.intermediateSize;
  return [
    ...(heads === undefined
      ? []
      : [isInternVit(architecture, tower) ? unshardedHeads(heads, dummyHeads(architecture)) : headsConstraint(heads)]),
    ...(intermediateSize === undefined ? [] : [mlpConstraint(intermediateSize)]),
  ];
}

function headsConstraint(heads: Fact<number>): Constraint {
  return split({
    rule: 'vision-heads',
    fact: heads,
    title: () => t('tower heads {0}', heads.value),
    knobs: ['option'],
    source:
      'vLLM models/qwen2_vl.py, qwen2_5_vl.py, siglip.py, clip.py, pixtral.py, glm4_1v.py, moonvit.py attention __init__, main of 2026-08-17',
  });
}

function mlpConstraint(width: Fact<number>): Constraint {
  return split({
    rule: 'vision-mlp',
    fact: width,
    title: () => t('tower MLP {0}', width.value),
    knobs: ['option'],
    source: 'vLLM layers/linear.py ColumnParallelLinear.__init__ in the towers, main of 2026-08-17',
  });
}

function isInternVit(architecture: string, tower: TowerShape): boolean {
  return (
    /^(InternVL|InternS1For|NVLM_D|H2OVL|SkyworkR1V)/.test(architecture) || /^intern(vl_vit|_vit|vit)/.test(tower.modelType?.value ?? '')
  );
}

/** NVLM adds heads that compute nothing, to reach 32. */
function dummyHeads(architecture: string): number {
  return architecture === 'NVLM_D' ? 7 : 0;
}

/** InternViT keeps its attention whole on every rank where the heads do not split (models/intern_vit.py). */
function unshardedHeads(heads: Fact<number>, dummies: number): Constraint {
  const total = heads.value + dummies;
  return {
    rule: 'vision-heads',
    title: () => t('tower heads {0}', total),
    facts: [heads],
    knobs: [],
    confidence: 'medium',
    source: 'vLLM models/intern_vit.py InternParallelAttention.__init__, main of 2026-08-17; first release not established',
    judge: (layout) => judgeUnsharded(layout, heads, total),
  };
}

function judgeUnsharded(layout: Layout, heads: Fact<number>, total: number): Judgement {
  const ranks = layout.mlpRanks;
  if (ranks === undefined) return unknown;
  if (total % ranks === 0) return holds;
  return judged(
    'unsharded',
    () => t('{0} do not split over tensor-parallel-size {1}: every rank computes all of them', named(heads), ranks),
    () => `${total} % ${ranks} = ${total % ranks}`,
  );
}
