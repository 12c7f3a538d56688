import type { Fact } from '../fact.ts';
import type { ExpertShape } from '../model-config.ts';
import { booleanIn, countIn, countsIn, derive, deriveFromSection, isWritten, type Section, sectionIn } from '../section.ts';
import { countOrDefault, type DecoderSection } from './decoder-section.ts';
import { firstDenseLayers, hasDenseLayers } from './dense-layers.ts';

const countKeys = ['num_experts', 'moe_num_experts', 'n_routed_experts', 'num_local_experts'];
const perTokenKeys = [
  'num_experts_per_tok',
  'num_experts_per_token',
  'moe_top_k',
  'moe_topk',
  'moe_k',
  'top_k_experts',
  'experts_per_token',
  'moe_experts_per_token',
  'num_selected_experts',
];
const widthKeys = ['moe_intermediate_size', 'expert_ffn_hidden_size', 'expert_hidden_dim', 'moe_ffn_hidden_size', 'moe_expert_inner_dim'];
const sharedCountKeys = ['n_shared_experts', 'num_shared_experts', 'num_shared_expert', 'moe_num_shared_experts'];

/** The mixture of experts; undefined for a dense model (no experts, or one). */
export function readExperts(section: DecoderSection): ExpertShape | undefined {
  const nested = sectionIn(section, 'ffn_config');
  const count = readCount(section) ?? (nested && countIn(nested, countKeys));
  if (count === undefined || count.value < 2) return undefined;
  const intermediateSize = (nested && countIn(nested, ['ffn_hidden_size'])) ?? readWidth(section);
  const sharedCount = countIn(section, sharedCountKeys, 0) ?? first(countsIn(section, sharedCountKeys, 0));
  return {
    count,
    perToken: (nested && countIn(nested, ['moe_top_k'])) ?? readPerToken(section),
    intermediateSize,
    sharedIntermediateSize: readSharedWidth(section, intermediateSize, sharedCount),
    sharedCount,
    firstDenseLayers: firstDenseLayers(section),
    hasDenseLayers: hasDenseLayers(section),
  };
}

function readCount(section: DecoderSection): Fact<number> | undefined {
  const written = countIn(section, countKeys, 0) ?? first(countsIn(section, countKeys, 0));
  if (written !== undefined) return written;
  return hasExpertsByClass(section) ? countOrDefault(section, countKeys, section.defaults.experts) : undefined;
}

/** Jamba, GraniteMoeHybrid and ERNIE take experts from their class; a file that names none of their keys may be a dense edition. */
function hasExpertsByClass(section: Section): boolean {
  return !countKeys.some((key) => isWritten(section, key));
}

function readPerToken(section: DecoderSection): Fact<number> | undefined {
  return (
    countIn(section, perTokenKeys) ??
    first(countsIn(section, perTokenKeys)) ??
    countOrDefault(section, perTokenKeys, section.defaults.perToken)
  );
}

function readWidth(section: DecoderSection): Fact<number> | undefined {
  const written = countIn(section, widthKeys) ?? first(countsIn(section, widthKeys));
  if (written !== undefined) return written;
  if (section.family.expertWidth === 'intermediate_size') return countOrDefault(section, ['intermediate_size'], section.defaults.width);
  return countOrDefault(section, widthKeys, section.defaults.expertWidth);
}

const sharedWidthKey = 'shared_expert_intermediate_size';

/** Width of the shared experts together: their own key, or the routed width times their number. */
function readSharedWidth(
  section: DecoderSection,
  routed: Fact<number> | undefined,
  count: Fact<number> | undefined,
): Fact<number> | undefined {
  const whole = countIn(section, [sharedWidthKey, 'shared_intermediate_size', 'share_expert_dim'], 0);
  if (whole !== undefined) return whole;
  const { sharedExpert } = section.family;
  // Named apart: what is said of both must not read like a repetition.
  if (sharedExpert === 'as-routed') return routed && { ...routed, name: sharedWidthKey };
  // Hunyuan builds its shared experts for `use_mixed_mlp_moe` only (vLLM models/hunyuan_v1.py).
  if (sharedExpert === 'counts-intermediate' && booleanIn(section, 'use_mixed_mlp_moe')?.value !== true) return undefined;
  const each = countIn(section, ['moe_shared_expert_intermediate_size']) ?? eachShared(section, routed, sharedExpert);
  if (count !== undefined)
    return (
      each &&
      (count.value === 1
        ? { ...each, name: sharedWidthKey }
        : derive(each, each.value * count.value, `${count.value} shared experts`, sharedWidthKey))
    );
  const fallback = section.defaults.sharedWidth;
  return fallback === undefined
    ? undefined
    : deriveFromSection(section, fallback, `the default of ${section.modelType?.value ?? 'the config class'}`, sharedWidthKey);
}

function eachShared(section: DecoderSection, routed: Fact<number> | undefined, rule: string | undefined): Fact<number> | undefined {
  return rule === 'counts-intermediate' ? countIn(section, ['intermediate_size']) : routed;
}

/** ERNIE-VL and Hunyuan write a list with the same number for each kind or layer. */
function first(list: Fact<readonly number[]> | undefined): Fact<number> | undefined {
  const value = list?.value[0];
  if (list === undefined || value === undefined || list.value.some((other) => other !== value)) return undefined;
  return { ...list, value };
}
