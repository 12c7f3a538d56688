import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { expertModules, keepsQuantized } from '../../../demands/quantized-layers.ts';
import type { Confidence, Constraint, Launch } from '../../../engine.ts';
import { textOption } from '../../../launches/options-of.ts';
import { atLeast } from '../../../version.ts';
import { pytorchLayouts } from '../../versions.ts';
import { attentionConstraints } from './attention.ts';
import { cacheConstraints } from './cache.ts';
import { expertBlocks, headBlocks, widthBlocks } from './float-blocks.ts';
import { integerGroups } from './integer-groups.ts';
import { methodConstraints } from './method.ts';
import { plainExperts, plainWidths } from './plain-widths.ts';
import { vocabularyConstraints } from './vocabulary.ts';

/** What the PyTorch engine demands. Releases before 0.11 were not read: what is said of them is not certain. */
export function pytorchConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const isRead = atLeast(launch.version.release, pytorchLayouts);
  const confidence: Confidence = isRead ? 'high' : 'low';
  const { quantization } = model;
  const stored = quantization?.source === 'config.json' || quantization?.source === 'text_config' ? quantization : undefined;
  return [
    ...(isRead ? cacheConstraints(launch) : []),
    ...methodConstraints(launch, model, stored, confidence),
    ...attentionConstraints(model, confidence),
    ...(isRead ? widths(launch, model, stored) : []),
    ...vocabularyConstraints(launch, model),
  ];
}

/** By how the weights are stored; of what is stored otherwise than known nothing is said. */
function widths(launch: Launch, model: ModelConfig, stored: Quantization | undefined): readonly Constraint[] {
  if (stored !== undefined) return storedWidths(model, stored);
  if (model.quantization !== undefined) return [];
  const isFloat = textOption(launch, 'quantization') === 'fp8';
  return isFloat
    ? [...headBlocks(model), ...widthBlocks(model), ...expertBlocks(model)]
    : [...plainWidths(model, 'high'), ...plainExperts(model, 'high')];
}

function storedWidths(model: ModelConfig, stored: Quantization): readonly Constraint[] {
  const keeps = (...modules: readonly string[]): boolean => keepsQuantized(model, stored, modules);
  const keepsMlp = keeps('mlp.down_proj');
  if (stored.method.value === 'awq') return [...integerGroups(model, stored), ...(keepsMlp ? [] : plainWidths(model, 'high'))];
  if (stored.method.value !== 'fp8' || stored.schemes[0]?.weights.block === undefined) return [];
  return [
    ...(keeps('self_attn.q_proj', 'self_attn.qkv_proj') ? headBlocks(model) : []),
    ...(keepsMlp ? widthBlocks(model) : []),
    ...(keeps(...expertModules(model)) ? expertBlocks(model) : []),
  ];
}
