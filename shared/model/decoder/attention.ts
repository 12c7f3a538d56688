import type { Fact } from '../fact.ts';
import { memberOf } from '../json/json-node.ts';
import type { LatentAttention } from '../model-config.ts';
import { booleanIn, countIn, countsIn, derive, deriveFromSection, isWritten, sectionIn } from '../section.ts';
import { countOrDefault, type DecoderSection } from './decoder-section.ts';

interface AttentionShape {
  readonly attentionHeads: Fact<number> | undefined;
  readonly attentionHeadsByLayer: Fact<readonly number[]> | undefined;
  readonly keyValueHeads: Fact<number> | undefined;
  readonly keyValueHeadsByLayer: Fact<readonly number[]> | undefined;
  readonly headDim: Fact<number> | undefined;
  readonly globalHeadDim: Fact<number> | undefined;
  readonly valueHeadDim: Fact<number> | undefined;
  readonly latentAttention: LatentAttention | undefined;
}

const headKeys = ['num_attention_heads', 'n_head', 'n_heads', 'num_heads', 'decoder_attention_heads'];
/** In vLLM's order (model_arch_config_convertor.py, get_total_num_kv_heads): the first one present wins. */
const keyValueKeys = ['n_head_kv', 'num_kv_heads', 'num_key_value_heads', 'multi_query_group_num', 'num_attention_groups', 'n_kv_heads'];
const headDimKeys = ['head_dim', 'hidden_size_per_head', 'kv_channels', 'attention_head_dim', 'd_kv'];

/** Heads, KV heads and head widths of the decoder's attention. */
export function readAttention(section: DecoderSection, hiddenSize: Fact<number> | undefined): AttentionShape {
  if (section.family.attentionFree) return attentionFree(section);
  const attentionHeads = countOrDefault(section, headKeys, section.defaults.heads, 0);
  const keyValueHeadsByLayer = readKeyValueHeadsByLayer(section, attentionHeads);
  const latentAttention = section.family.latentAttention && readLatentAttention(section);
  return {
    attentionHeads,
    attentionHeadsByLayer: countsIn(section, ['num_query_heads', 'num_attention_heads_per_layer']),
    keyValueHeads: readKeyValueHeads(section, attentionHeads, keyValueHeadsByLayer),
    keyValueHeadsByLayer,
    headDim: readHeadDim(section, attentionHeads, hiddenSize),
    globalHeadDim: countIn(section, ['global_head_dim']),
    valueHeadDim: latentAttention ? undefined : readValueHeadDim(section, attentionHeads, hiddenSize),
    latentAttention,
  };
}

function attentionFree(section: DecoderSection): AttentionShape {
  const zero = deriveFromSection(section, 0, 'no attention layers');
  return {
    attentionHeads: zero,
    attentionHeadsByLayer: undefined,
    keyValueHeads: zero,
    keyValueHeadsByLayer: undefined,
    headDim: undefined,
    globalHeadDim: undefined,
    valueHeadDim: undefined,
    latentAttention: undefined,
  };
}

function readKeyValueHeads(
  section: DecoderSection,
  heads: Fact<number> | undefined,
  byLayer: Fact<readonly number[]> | undefined,
): Fact<number> | undefined {
  const attention = sectionIn(section, 'attn_config');
  const nested = attention && countIn(attention, ['kv_n_heads']);
  if (nested !== undefined) return nested;
  if (section.family.ownKeyValueHeads) return heads && derive(heads, heads.value, 'equal to the attention heads', 'num_key_value_heads');
  const one = readMultiQuery(section);
  if (one !== undefined) return one;
  if (isOrdinaryFalcon(section)) return heads && derive(heads, heads.value, 'multi_query is false', 'num_key_value_heads');
  if (byLayer !== undefined) return derive(byLayer, Math.max(...byLayer.value), 'the most of any layer');
  if (isOrdinaryChatGlm(section)) return heads && derive(heads, heads.value, 'multi_query_attention is false', 'num_key_value_heads');
  const written = countIn(section, keyValueKeys, 0);
  if (written !== undefined) return written;
  if (keyValueKeys.some((key) => isUnreadable(section, key))) return undefined;
  if (section.defaults.keyValueHeads !== undefined && !keyValueKeys.some((key) => isWritten(section, key)))
    return countOrDefault(section, ['num_key_value_heads'], section.defaults.keyValueHeads);
  return heads && derive(heads, heads.value, 'equal to the attention heads', 'num_key_value_heads');
}

/** Falcon and GPTBigCode say with a flag that all heads share one key and value. */
function readMultiQuery(section: DecoderSection): Fact<number> | undefined {
  const rule = section.family.multiQuery;
  if (rule === undefined) return undefined;
  if (rule === 'unless-new-decoder' && booleanIn(section, 'new_decoder_architecture')?.value === true) return undefined;
  const flag = booleanIn(section, 'multi_query');
  if (flag?.value === true) return derive(flag, 1, 'multi_query', 'num_key_value_heads');
  if (flag === undefined && !isWritten(section, 'multi_query'))
    return deriveFromSection(section, 1, 'multi_query is the default', 'num_key_value_heads');
  return undefined;
}

/** Without the new decoder Falcon does not read its KV heads (models/falcon.py). */
function isOrdinaryFalcon(section: DecoderSection): boolean {
  if (section.family.multiQuery !== 'unless-new-decoder') return false;
  return booleanIn(section, 'multi_query')?.value === false && booleanIn(section, 'new_decoder_architecture')?.value !== true;
}

function isOrdinaryChatGlm(section: DecoderSection): boolean {
  return section.modelType?.value === 'chatglm' && booleanIn(section, 'multi_query_attention')?.value === false;
}

function isUnreadable(section: DecoderSection, key: string): boolean {
  const value = memberOf(section.object, key);
  return value !== undefined && value.kind !== 'null';
}

function readKeyValueHeadsByLayer(section: DecoderSection, heads: Fact<number> | undefined): Fact<readonly number[]> | undefined {
  return (
    countsIn(section, ['num_kv_heads', 'num_key_value_heads_per_layer', 'num_key_value_heads']) ??
    keyValueHeadsOfBlocks(section, heads) ??
    keyValueHeadsOfWindows(section)
  );
}

/** Nemotron-NAS: heads // n_heads_in_group of each block that has attention (vLLM models/nemotron_nas.py). */
function keyValueHeadsOfBlocks(section: DecoderSection, heads: Fact<number> | undefined): Fact<readonly number[]> | undefined {
  const blocks = memberOf(section.object, 'block_configs');
  if (blocks?.kind !== 'array' || heads === undefined) return undefined;
  const counts: number[] = [];
  for (const block of blocks.items) {
    const attention = block.kind === 'object' ? memberOf(block, 'attention') : undefined;
    const group = attention?.kind === 'object' ? memberOf(attention, 'n_heads_in_group') : undefined;
    if (group?.kind === 'number' && group.value >= 1) counts.push(Math.floor(heads.value / group.value));
  }
  if (counts.length === 0) return undefined;
  return derive(heads, counts, 'num_attention_heads // n_heads_in_group of each block');
}

/** Gemma 4 and MiMo-V2: full and sliding layers have different KV heads. */
function keyValueHeadsOfWindows(section: DecoderSection): Fact<readonly number[]> | undefined {
  const own = countIn(section, ['num_key_value_heads']);
  const other = countIn(section, ['num_global_key_value_heads', 'swa_num_key_value_heads']);
  if (own === undefined || other === undefined || own.value === other.value) return undefined;
  return derive(own.value > other.value ? own : other, [own.value, other.value], 'layers with and without a sliding window');
}

function readHeadDim(
  section: DecoderSection,
  heads: Fact<number> | undefined,
  hiddenSize: Fact<number> | undefined,
): Fact<number> | undefined {
  const rope = countIn(section, ['qk_rope_head_dim']);
  const rest = countIn(section, ['qk_nope_head_dim']);
  if (rope !== undefined && rest !== undefined && isWritten(section, 'kv_lora_rank'))
    return derive(rest, rest.value + rope.value, 'qk_nope_head_dim + qk_rope_head_dim', 'head_dim');
  const written = countOrDefault(section, headDimKeys, section.defaults.headDim);
  if (written !== undefined) return written;
  if (heads === undefined || hiddenSize === undefined || heads.value === 0) return undefined;
  return derive(hiddenSize, Math.floor(hiddenSize.value / heads.value), 'hidden size // attention heads', 'head_dim');
}

/** MiMo-V2 and MiniCPM3 name the value's width beside the key's. */
function readValueHeadDim(
  section: DecoderSection,
  heads: Fact<number> | undefined,
  hiddenSize: Fact<number> | undefined,
): Fact<number> | undefined {
  const written = countIn(section, ['v_head_dim']);
  if (written !== undefined || section.modelType?.value !== 'minicpm3' || !heads?.value || !hiddenSize) return written;
  return derive(hiddenSize, Math.floor(hiddenSize.value / heads.value), 'hidden size // attention heads', 'v_head_dim');
}

function readLatentAttention(section: DecoderSection): LatentAttention | undefined {
  const rank = countIn(section, ['kv_lora_rank']) ?? compressedRank(section);
  if (rank === undefined) return undefined;
  return {
    keyValueLoraRank: rank,
    queryLoraRank: countIn(section, ['q_lora_rank']),
    queryKeyRopeHeadDim: countIn(section, ['qk_rope_head_dim']),
    queryKeyNopeHeadDim: countIn(section, ['qk_nope_head_dim']),
    valueHeadDim: countIn(section, ['v_head_dim']),
  };
}

/** DeepSeek-V4 has no rank of its own: the head is the latent. */
function compressedRank(section: DecoderSection): Fact<number> | undefined {
  const headDim = isWritten(section, 'compress_ratios') ? countIn(section, ['head_dim']) : undefined;
  return headDim && derive(headDim, headDim.value, 'head_dim, with compress_ratios');
}
