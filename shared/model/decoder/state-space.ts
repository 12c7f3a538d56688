import type { Fact } from '../fact.ts';
import type { LinearAttentionShape, StateSpaceShape } from '../model-config.ts';
import { countIn, derive, isWritten, numberIn, sectionIn, textIn, textsIn } from '../section.ts';
import type { DecoderSection } from './decoder-section.ts';

const headKeys = ['mamba_num_heads', 'mamba_n_heads', 'n_mamba_heads'];

/** Mamba layers; undefined for a model without them, or whose list of layers names none. */
export function readStateSpace(section: DecoderSection, hiddenSize: Fact<number> | undefined): StateSpaceShape | undefined {
  const version = section.family.stateSpace ?? (headKeys.some((key) => isWritten(section, key)) ? 2 : undefined);
  if (version === undefined || !hasMambaLayers(section)) return undefined;
  if (version === 1) {
    const named = section.family.attentionFree ? countIn(section, ['intermediate_size']) : undefined;
    return { version, heads: undefined, groups: undefined, innerSize: named ?? expanded(section, hiddenSize) };
  }
  const heads = countIn(section, section.family.attentionFree ? ['num_heads'] : headKeys);
  const headDim = countIn(section, section.family.attentionFree ? ['head_dim'] : ['mamba_head_dim', 'mamba_d_head', 'mamba_headdim']);
  return {
    version,
    heads,
    groups: countIn(section, ['mamba_n_groups', 'mamba_ngroups', 'n_groups']),
    innerSize: countIn(section, ['mamba_d_ssm']) ?? byHeads(heads, headDim) ?? expanded(section, hiddenSize),
    headDim,
    stateSize: countIn(section, ['ssm_state_size', 'mamba_d_state', 'state_size']),
  };
}

/** Gated DeltaNet (Qwen3-Next, Qwen3.5), Kimi delta attention, lightning attention (MiniMax, Bailing). */
export function readLinearAttention(section: DecoderSection, attentionHeads: Fact<number> | undefined): LinearAttentionShape | undefined {
  if (isWritten(section, 'linear_num_value_heads')) return gatedDeltaNet(section);
  const kimi = sectionIn(section, 'linear_attn_config');
  if (kimi !== undefined && isWritten(kimi, 'num_heads')) {
    const heads = countIn(kimi, ['num_heads']);
    const headDim = countIn(kimi, ['head_dim']);
    return { kind: 'kimi-delta', keyHeads: heads, valueHeads: heads, keyHeadDim: headDim, valueHeadDim: headDim, groupNormSize: undefined };
  }
  if (section.family.linearAttention !== 'lightning') return undefined;
  const headDim = countIn(section, ['head_dim']);
  return {
    kind: 'lightning',
    keyHeads: attentionHeads,
    valueHeads: attentionHeads,
    keyHeadDim: headDim,
    valueHeadDim: headDim,
    groupNormSize: countIn(section, ['group_norm_size']),
  };
}

function gatedDeltaNet(section: DecoderSection): LinearAttentionShape {
  return {
    kind: 'gated-delta-net',
    keyHeads: countIn(section, ['linear_num_key_heads']),
    valueHeads: countIn(section, ['linear_num_value_heads']),
    keyHeadDim: countIn(section, ['linear_key_head_dim']),
    valueHeadDim: countIn(section, ['linear_value_head_dim']),
    groupNormSize: undefined,
  };
}

function hasMambaLayers(section: DecoderSection): boolean {
  const pattern = textIn(section, 'hybrid_override_pattern')?.value;
  if (pattern !== undefined) return pattern.includes('M');
  const layers = textsIn(section, 'layer_types') ?? textsIn(section, 'layers_block_type');
  return layers === undefined || layers.value.length === 0 || layers.value.some((layer) => /mamba|hybrid/.test(layer));
}

function byHeads(heads: Fact<number> | undefined, headDim: Fact<number> | undefined): Fact<number> | undefined {
  return heads && headDim && derive(heads, heads.value * headDim.value, 'Mamba heads × head dim');
}

function expanded(section: DecoderSection, hiddenSize: Fact<number> | undefined): Fact<number> | undefined {
  const expand = numberIn(section, 'mamba_expand') ?? numberIn(section, 'expand');
  return expand && hiddenSize && derive(hiddenSize, Math.trunc(expand.value * hiddenSize.value), 'expand × hidden size');
}
