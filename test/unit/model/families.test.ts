import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../shared/model/fact.ts';
import type { ModelConfig } from '../../../shared/model/model-config.ts';
import { readModelConfig } from '../../../shared/model/read-model-config.ts';

/** What a row expects; a key that is not there is not looked at, `undefined` must be unknown. */
interface Shape {
  readonly section?: string;
  readonly layers?: number;
  readonly hidden?: number;
  readonly heads?: number;
  readonly kv?: number;
  readonly kvByLayer?: readonly number[];
  readonly headDim?: number | undefined;
  readonly valueHeadDim?: number;
  readonly width?: number | undefined;
  readonly widthByLayer?: readonly number[];
  readonly vocabulary?: number;
  readonly positions?: number;
  readonly latentRank?: number | undefined;
  readonly experts?: number | undefined;
  readonly perToken?: number;
  readonly expertWidth?: number | undefined;
  readonly sharedWidth?: number | undefined;
  readonly dense?: boolean | undefined;
  readonly mambaHeads?: number | undefined;
  readonly mambaGroups?: number;
  readonly mambaInner?: number | undefined;
  readonly linear?: readonly [kind: string, keyHeads: number, valueHeads: number];
  readonly tower?: readonly [heads: number, hidden: number, width: number | undefined];
  readonly audio?: readonly [heads: number, width: number];
}

const read = <T>(fact: Fact<T> | undefined): T | undefined => fact?.value;

function shapeOf({ decoder, vision, audio }: ModelConfig): { readonly [Key in keyof Required<Shape>]: Shape[Key] } {
  const { experts, stateSpace, linearAttention } = decoder;
  const number = (fact: Fact<number> | undefined) => read(fact) ?? Number.NaN;
  return {
    section: decoder.section,
    layers: number(decoder.layers),
    hidden: number(decoder.hiddenSize),
    heads: number(decoder.attentionHeads),
    kv: number(decoder.keyValueHeads),
    kvByLayer: read(decoder.keyValueHeadsByLayer) ?? [],
    headDim: read(decoder.headDim),
    valueHeadDim: number(decoder.valueHeadDim),
    width: read(decoder.intermediateSize),
    widthByLayer: read(decoder.intermediateSizeByLayer) ?? [],
    vocabulary: number(decoder.vocabularySize),
    positions: number(decoder.maxPositionEmbeddings),
    latentRank: read(decoder.latentAttention?.keyValueLoraRank),
    experts: read(experts?.count),
    perToken: number(experts?.perToken),
    expertWidth: read(experts?.intermediateSize),
    sharedWidth: read(experts?.sharedIntermediateSize),
    dense: experts?.hasDenseLayers,
    mambaHeads: read(stateSpace?.heads),
    mambaGroups: number(stateSpace?.groups),
    mambaInner: read(stateSpace?.innerSize),
    linear: [linearAttention?.kind ?? '', number(linearAttention?.keyHeads), number(linearAttention?.valueHeads)],
    tower: [number(vision?.heads), number(vision?.hiddenSize), read(vision?.intermediateSize)],
    audio: [number(audio?.heads), number(audio?.intermediateSize)],
  };
}

const named = (model_type: string, rest: object): object => ({ architectures: ['AnyForCausalLM'], model_type, ...rest });
const usual = {
  hidden_size: 4096,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 14336,
  num_hidden_layers: 32,
  vocab_size: 128256,
};
const deepSeek = {
  hidden_size: 7168,
  num_attention_heads: 128,
  num_key_value_heads: 128,
  intermediate_size: 18432,
  moe_intermediate_size: 2048,
  num_hidden_layers: 61,
  vocab_size: 129280,
  n_routed_experts: 256,
  n_shared_experts: 1,
  num_experts_per_tok: 8,
  first_k_dense_replace: 3,
  moe_layer_freq: 1,
  kv_lora_rank: 512,
  q_lora_rank: 1536,
  qk_nope_head_dim: 128,
  qk_rope_head_dim: 64,
  v_head_dim: 128,
};

const rows: readonly (readonly [name: string, config: object, shape: Shape])[] = [
  [
    'Llama 3.1 8B',
    named('llama', usual),
    { section: '', heads: 32, kv: 8, headDim: 128, width: 14336, vocabulary: 128256, experts: undefined },
  ],
  ['Llama 1, without KV heads', named('llama', { ...usual, num_key_value_heads: undefined }), { kv: 32 }],
  ['Llama with null KV heads', named('llama', { ...usual, num_key_value_heads: null }), { kv: 32 }],
  ['Mistral without KV heads: its class takes 8', named('mistral', { ...usual, num_key_value_heads: undefined }), { kv: 8 }],
  [
    'Qwen3 without head_dim: its class takes 128',
    named('qwen3', { ...usual, hidden_size: 1024, num_attention_heads: 16 }),
    { headDim: 128 },
  ],
  [
    'Gemma 2 without head_dim: its class takes 256',
    named('gemma2', { ...usual, hidden_size: 2304, num_attention_heads: 8 }),
    { headDim: 256 },
  ],
  [
    'GPT-2',
    named('gpt2', { n_embd: 768, n_head: 12, n_layer: 12, n_inner: null, n_positions: 1024, vocab_size: 50257 }),
    { layers: 12, hidden: 768, heads: 12, kv: 12, width: 3072, positions: 1024 },
  ],
  ['GPT-2 with n_inner', named('gpt2', { n_embd: 768, n_head: 12, n_layer: 12, n_inner: 2048 }), { width: 2048 }],
  ['GPT-J', named('gptj', { n_embd: 4096, n_head: 16, n_layer: 28, vocab_size: 50400 }), { width: 16384, headDim: 256 }],
  [
    'GPT-NeoX',
    named('gpt_neox', { hidden_size: 5120, num_attention_heads: 40, intermediate_size: 20480, num_hidden_layers: 36, vocab_size: 50688 }),
    { heads: 40, kv: 40, width: 20480 },
  ],
  [
    'StarCoder',
    named('gpt_bigcode', { n_embd: 6144, n_head: 48, n_layer: 40, n_inner: 24576, multi_query: true }),
    { heads: 48, kv: 1, width: 24576 },
  ],
  [
    'GPTBigCode without multi-query',
    named('gpt_bigcode', { n_embd: 2048, n_head: 16, n_layer: 24, multi_query: false }),
    { kv: 16, width: 8192 },
  ],
  ['BLOOM', named('bloom', { hidden_size: 14336, n_head: 112, n_layer: 70, vocab_size: 250880 }), { heads: 112, kv: 112, width: 57344 }],
  ['OPT', named('opt', { hidden_size: 9216, num_attention_heads: 72, ffn_dim: 36864, num_hidden_layers: 64 }), { width: 36864, kv: 72 }],
  [
    'Falcon 7B',
    named('falcon', {
      hidden_size: 4544,
      num_attention_heads: 71,
      num_hidden_layers: 32,
      multi_query: true,
      new_decoder_architecture: false,
    }),
    { heads: 71, kv: 1, width: 18176, headDim: 64 },
  ],
  [
    'Falcon 40B',
    named('falcon', { hidden_size: 8192, num_attention_heads: 128, num_kv_heads: 8, multi_query: true, new_decoder_architecture: true }),
    { kv: 8, width: 32768 },
  ],
  ['RefinedWeb', named('RefinedWeb', { hidden_size: 8192, n_head: 128, n_head_kv: 8, n_layer: 60 }), { heads: 128, kv: 8 }],
  [
    'MPT',
    named('mpt', { d_model: 4096, n_heads: 32, n_layers: 32, expansion_ratio: 4, max_seq_len: 2048, attn_config: { kv_n_heads: 8 } }),
    { hidden: 4096, heads: 32, kv: 8, width: 16384, positions: 2048 },
  ],
  ['MPT without KV heads', named('mpt', { d_model: 4096, n_heads: 32, n_layers: 32, expansion_ratio: 4, attn_config: {} }), { kv: 32 }],
  [
    'DBRX',
    named('dbrx', {
      d_model: 6144,
      n_heads: 48,
      n_layers: 40,
      attn_config: { kv_n_heads: 8 },
      ffn_config: { ffn_hidden_size: 10752, moe_num_experts: 16, moe_top_k: 4 },
    }),
    { kv: 8, experts: 16, perToken: 4, expertWidth: 10752, dense: false },
  ],
  [
    'Qwen v1 stores two widths in one',
    named('qwen', { hidden_size: 4096, num_attention_heads: 32, intermediate_size: 22016, num_hidden_layers: 32 }),
    { width: 11008, kv: 32 },
  ],
  [
    'ChatGLM3',
    named('chatglm', {
      hidden_size: 4096,
      num_attention_heads: 32,
      multi_query_attention: true,
      multi_query_group_num: 2,
      kv_channels: 128,
      ffn_hidden_size: 13696,
      num_layers: 28,
      padded_vocab_size: 65024,
      vocab_size: 64794,
      seq_length: 8192,
    }),
    { layers: 28, kv: 2, headDim: 128, width: 13696, vocabulary: 65024, positions: 8192 },
  ],
  [
    'ChatGLM without multi-query',
    named('chatglm', {
      hidden_size: 4096,
      num_attention_heads: 32,
      multi_query_attention: false,
      multi_query_group_num: 2,
      num_layers: 28,
    }),
    { kv: 32 },
  ],
  [
    'Phi-3 small',
    named('phi3small', {
      hidden_size: 4096,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      ff_intermediate_size: 14336,
      num_hidden_layers: 32,
    }),
    { width: 14336 },
  ],
  [
    'LFM2',
    named('lfm2', { ...usual, block_ff_dim: 12288, block_auto_adjust_ff_dim: true, block_multiple_of: 256, block_ffn_dim_multiplier: 1 }),
    { width: 8192 },
  ],
  [
    'Mixtral',
    named('mixtral', { ...usual, num_local_experts: 8, num_experts_per_tok: 2 }),
    { experts: 8, perToken: 2, expertWidth: 14336, sharedWidth: undefined, dense: false },
  ],
  [
    'gpt-oss',
    named('gpt_oss', {
      ...usual,
      hidden_size: 2880,
      num_attention_heads: 64,
      head_dim: 64,
      intermediate_size: 2880,
      num_local_experts: 32,
      num_experts_per_tok: 4,
    }),
    { expertWidth: 2880, headDim: 64, dense: false },
  ],
  [
    'Qwen2-MoE',
    named('qwen2_moe', {
      ...usual,
      num_experts: 60,
      num_experts_per_tok: 4,
      moe_intermediate_size: 1408,
      shared_expert_intermediate_size: 5632,
      decoder_sparse_step: 1,
      mlp_only_layers: [],
    }),
    { experts: 60, expertWidth: 1408, sharedWidth: 5632, dense: false },
  ],
  [
    'Qwen3-MoE with dense layers',
    named('qwen3_moe', { ...usual, num_experts: 128, moe_intermediate_size: 768, mlp_only_layers: [0] }),
    { dense: true },
  ],
  [
    'Qwen3-MoE every other layer',
    named('qwen3_moe', { ...usual, num_experts: 128, moe_intermediate_size: 768, decoder_sparse_step: 2 }),
    { dense: true },
  ],
  [
    'DeepSeek-V3',
    named('deepseek_v3', deepSeek),
    { latentRank: 512, headDim: 192, experts: 256, expertWidth: 2048, sharedWidth: 2048, width: 18432, dense: true },
  ],
  [
    'DeepSeek-V2-Lite',
    named('deepseek_v2', {
      ...deepSeek,
      q_lora_rank: null,
      n_routed_experts: 64,
      n_shared_experts: 2,
      moe_intermediate_size: 1408,
      first_k_dense_replace: 1,
    }),
    { sharedWidth: 2816, experts: 64 },
  ],
  [
    'DeepSeek-V4',
    named('deepseek_v4', {
      hidden_size: 4096,
      num_attention_heads: 64,
      num_key_value_heads: 1,
      head_dim: 512,
      num_hidden_layers: 43,
      moe_intermediate_size: 2048,
      n_routed_experts: 256,
      n_shared_experts: 1,
      compress_ratios: [0, 4],
    }),
    { latentRank: 512, kv: 1, width: undefined, dense: false },
  ],
  [
    'Kimi K2.5',
    named('kimi_k25', {
      text_config: { model_type: 'kimi_k2', ...deepSeek, num_attention_heads: 64 },
      vision_config: { vt_num_attention_heads: 16, vt_hidden_size: 1152, vt_intermediate_size: 4304, vt_num_hidden_layers: 27 },
    }),
    { section: 'text_config', heads: 64, latentRank: 512, tower: [16, 1152, 4304] },
  ],
  [
    'MiniCPM3 is latent in shape but runs as ordinary attention',
    named('minicpm3', {
      hidden_size: 2560,
      num_attention_heads: 40,
      num_key_value_heads: 40,
      intermediate_size: 6400,
      num_hidden_layers: 62,
      kv_lora_rank: 256,
      qk_nope_head_dim: 64,
      qk_rope_head_dim: 32,
    }),
    { latentRank: undefined, headDim: 96, valueHeadDim: 64 },
  ],
  [
    'MiniMax-M2',
    named('minimax_m2', { ...usual, intermediate_size: 1536, num_local_experts: 256, num_experts_per_tok: 8, shared_intermediate_size: 0 }),
    { expertWidth: 1536, sharedWidth: 0, dense: false },
  ],
  [
    'MiniMax-M3',
    named('minimax_m3', {
      ...usual,
      intermediate_size: 3072,
      moe_intermediate_size: 3072,
      dense_intermediate_size: 12288,
      num_local_experts: 128,
      first_k_dense_replace: 3,
      n_shared_experts: 1,
    }),
    { width: 12288, expertWidth: 3072, sharedWidth: 3072, dense: true },
  ],
  [
    'Llama 4',
    named('llama4', {
      text_config: {
        model_type: 'llama4_text',
        hidden_size: 5120,
        num_attention_heads: 40,
        num_key_value_heads: 8,
        intermediate_size: 8192,
        intermediate_size_mlp: 16384,
        num_local_experts: 128,
        num_experts_per_tok: 1,
        num_hidden_layers: 48,
        interleave_moe_layer_step: 2,
        vocab_size: 202048,
      },
    }),
    { width: 16384, expertWidth: 8192, sharedWidth: 8192, dense: true },
  ],
  [
    'ERNIE 4.5',
    named('ernie4_5_moe', {
      ...usual,
      moe_num_experts: 64,
      moe_k: 6,
      moe_intermediate_size: 1536,
      moe_num_shared_experts: 2,
      moe_layer_start_index: 1,
    }),
    { experts: 64, perToken: 6, sharedWidth: 3072, dense: true },
  ],
  [
    'ERNIE 4.5 VL, with lists',
    named('ernie4_5_moe_vl', { ...usual, moe_num_experts: [64, 64], moe_intermediate_size: [1536, 512] }),
    { experts: 64, expertWidth: undefined },
  ],
  [
    'Hunyuan A13B',
    named('hunyuan_v1_moe', {
      ...usual,
      intermediate_size: 3072,
      num_experts: 64,
      moe_topk: [8, 8],
      moe_intermediate_size: [3072, 3072],
      num_shared_expert: [1, 1],
      use_mixed_mlp_moe: true,
    }),
    { experts: 64, perToken: 8, expertWidth: 3072, sharedWidth: 3072 },
  ],
  [
    'Hunyuan without mixed MLPs builds no shared expert',
    named('hunyuan_v1_moe', { ...usual, num_experts: 64, moe_intermediate_size: 3072, num_shared_expert: 1, use_mixed_mlp_moe: false }),
    { experts: 64, sharedWidth: undefined },
  ],
  [
    'Phi reads neither intermediate_size nor KV heads',
    named('phi', { hidden_size: 2560, num_attention_heads: 32, num_key_value_heads: 3, intermediate_size: 10_250, vocab_size: 51_200 }),
    { width: 10_240, kv: 32 },
  ],
  ['Phi with n_inner', named('phi', { hidden_size: 2560, num_attention_heads: 32, n_inner: 8192 }), { width: 8192 }],
  [
    'Falcon of the old decoder has as many KV heads as heads, and four times the hidden size',
    named('falcon', { hidden_size: 2048, num_attention_heads: 32, num_kv_heads: 3, multi_query: false, ffn_hidden_size: 8200 }),
    { width: 8192, kv: 32 },
  ],
  [
    'BLOOM has four times the hidden size',
    named('bloom', { hidden_size: 4096, n_head: 32, intermediate_size: 1000, n_inner: null }),
    { width: 16_384 },
  ],
  [
    'Granite 4 without experts: the shared MLP is the only one',
    named('granitemoehybrid', { ...usual, num_local_experts: 0, intermediate_size: 8200, shared_intermediate_size: 8192 }),
    { experts: undefined, width: 8192 },
  ],
  [
    'MiniCPM3 has a key and value for each head',
    named('minicpm3', { ...usual, num_attention_heads: 40, num_key_value_heads: 8 }),
    { kv: 40 },
  ],
  [
    'GraniteMoe',
    named('granitemoe', { ...usual, intermediate_size: 512, num_local_experts: 40, num_experts_per_tok: 8 }),
    { expertWidth: 512, dense: false },
  ],
  [
    'GLM-4.5',
    named('glm4_moe', { ...usual, n_routed_experts: 160, n_shared_experts: 1, moe_intermediate_size: 1536, first_k_dense_replace: 3 }),
    { expertWidth: 1536, sharedWidth: 1536, dense: true },
  ],
  [
    'Longcat',
    named('longcat_flash', {
      hidden_size: 6144,
      num_attention_heads: 64,
      num_layers: 28,
      ffn_hidden_size: 12288,
      expert_ffn_hidden_size: 2048,
      n_routed_experts: 512,
      moe_topk: 12,
      kv_lora_rank: 512,
      qk_nope_head_dim: 128,
      qk_rope_head_dim: 64,
      v_head_dim: 128,
    }),
    { layers: 28, width: 12288, expertWidth: 2048, perToken: 12, latentRank: 512 },
  ],
  [
    'Step-3.5, by a text of layers',
    named('step3p5', {
      ...usual,
      num_attention_groups: 8,
      num_key_value_heads: undefined,
      moe_num_experts: 288,
      moe_top_k: 8,
      moe_intermediate_size: 1280,
      share_expert_dim: 1280,
      moe_layers_enum: '3,4,5,6',
    }),
    { kv: 8, experts: 288, sharedWidth: 1280, dense: true },
  ],
  [
    'Laguna',
    named('laguna', {
      ...usual,
      num_hidden_layers: 2,
      num_experts: 256,
      moe_intermediate_size: 1024,
      shared_expert_intermediate_size: 1024,
      mlp_layer_types: ['dense', 'sparse'],
    }),
    { dense: true, sharedWidth: 1024 },
  ],
  ['one expert is none', named('jamba', { ...usual, num_experts: 1 }), { experts: undefined }],
  [
    'Jamba',
    named('jamba', { ...usual, num_experts: 16, num_experts_per_tok: 2, expert_layer_period: 2, mamba_expand: 2 }),
    { experts: 16, expertWidth: 14336, dense: true, mambaHeads: undefined, mambaInner: 8192 },
  ],
  [
    'Mamba',
    named('mamba', { hidden_size: 2560, intermediate_size: 5120, expand: 2, num_hidden_layers: 64 }),
    { heads: 0, kv: 0, width: undefined, mambaInner: 5120 },
  ],
  [
    'Mamba 2',
    named('mamba2', { hidden_size: 2560, num_heads: 80, head_dim: 64, n_groups: 1, expand: 2, num_hidden_layers: 64 }),
    { heads: 0, headDim: undefined, mambaHeads: 80, mambaGroups: 1, mambaInner: 5120 },
  ],
  [
    'Nemotron-H',
    named('nemotron_h', {
      ...usual,
      num_hidden_layers: 4,
      hybrid_override_pattern: 'M-M*',
      mamba_num_heads: 128,
      mamba_head_dim: 80,
      n_groups: 8,
    }),
    { mambaHeads: 128, mambaGroups: 8, mambaInner: 10240 },
  ],
  [
    'Nemotron-3',
    named('nemotron_h', {
      ...usual,
      num_hidden_layers: 5,
      hybrid_override_pattern: 'MEM*E',
      mamba_num_heads: 64,
      mamba_head_dim: 64,
      n_groups: 8,
      n_routed_experts: 128,
      moe_intermediate_size: 1856,
      moe_shared_expert_intermediate_size: 3712,
      n_shared_experts: 1,
    }),
    { experts: 128, sharedWidth: 3712, dense: false },
  ],
  [
    'Nemotron-H without num_hidden_layers',
    named('nemotron_h', { hidden_size: 8192, num_attention_heads: 64, layers_block_type: ['mamba', 'moe', 'attention'] }),
    { layers: 3 },
  ],
  [
    'Bamba',
    named('bamba', { ...usual, mamba_n_heads: 128, mamba_d_head: 64, mamba_n_groups: 1, mamba_expand: 2 }),
    { mambaHeads: 128, mambaInner: 8192 },
  ],
  [
    'Falcon-H1',
    named('falcon_h1', { ...usual, mamba_d_ssm: 3072, mamba_n_heads: 24, mamba_d_head: 128, mamba_n_groups: 1 }),
    { mambaHeads: 24, mambaInner: 3072 },
  ],
  [
    'Granite 4 hybrid',
    named('granitemoehybrid', {
      ...usual,
      num_hidden_layers: 2,
      layer_types: ['mamba', 'attention'],
      mamba_n_heads: 128,
      mamba_d_head: 64,
      mamba_n_groups: 1,
      num_local_experts: 72,
      intermediate_size: 768,
      shared_intermediate_size: 1536,
    }),
    { mambaHeads: 128, expertWidth: 768, sharedWidth: 1536 },
  ],
  [
    'Granite 4 without Mamba layers',
    named('granitemoehybrid', {
      ...usual,
      num_hidden_layers: 2,
      layer_types: ['attention', 'attention'],
      mamba_n_heads: 128,
      num_local_experts: 0,
    }),
    { mambaHeads: undefined, mambaInner: undefined, experts: undefined },
  ],
  [
    'Zamba2',
    named('zamba2', { ...usual, attention_head_dim: 160, n_mamba_heads: 64, mamba_headdim: 64, mamba_ngroups: 2, mamba_expand: 2 }),
    { headDim: 160, mambaHeads: 64, mambaGroups: 2 },
  ],
  ['Plamo 2', named('plamo2', { ...usual, hidden_size_per_head: 128, mamba_num_heads: 64 }), { headDim: 128, mambaHeads: 64 }],
  [
    'Qwen3-Next',
    named('qwen3_next', {
      ...usual,
      head_dim: 256,
      linear_num_key_heads: 16,
      linear_num_value_heads: 32,
      linear_key_head_dim: 128,
      linear_value_head_dim: 128,
    }),
    { linear: ['gated-delta-net', 16, 32] },
  ],
  [
    'Kimi Linear',
    named('kimi_linear', { ...deepSeek, linear_attn_config: { num_heads: 32, head_dim: 128, kda_layers: [1, 2] } }),
    { linear: ['kimi-delta', 32, 32], latentRank: 512 },
  ],
  ['MiniMax-01', named('minimax_text_01', { ...usual, num_local_experts: 32, head_dim: 128 }), { linear: ['lightning', 32, 32] }],
  [
    'Nemotron-NAS',
    named('nemotron-nas', {
      hidden_size: 8192,
      num_attention_heads: 64,
      num_hidden_layers: 3,
      intermediate_size: null,
      num_key_value_heads: null,
      block_configs: [
        { attention: { n_heads_in_group: 8, no_op: false }, ffn: { ffn_mult: 5.25, no_op: false } },
        { attention: { n_heads_in_group: null, no_op: true }, ffn: { ffn_mult: 1.3125, no_op: false } },
        { attention: { n_heads_in_group: 16, no_op: false }, ffn: { ffn_mult: null, no_op: true } },
      ],
    }),
    { kv: 8, kvByLayer: [8, 4], widthByLayer: [28672, 7168] },
  ],
  [
    'Gemma 3n, widths by layer',
    named('gemma3n_text', {
      hidden_size: 2048,
      num_attention_heads: 8,
      num_key_value_heads: 2,
      intermediate_size: [16384, 8192],
      num_hidden_layers: 2,
    }),
    { widthByLayer: [16384, 8192], headDim: 256 },
  ],
  [
    'OpenELM',
    named('openelm', {
      model_dim: 1280,
      num_transformer_layers: 2,
      num_query_heads: [12, 20],
      num_kv_heads: [3, 5],
      head_dim: 64,
      ffn_multipliers: [0.5, 4],
      ffn_dim_divisor: 256,
    }),
    { layers: 2, hidden: 1280, kvByLayer: [3, 5], widthByLayer: [768, 5120] },
  ],
  [
    'Gemma 4',
    named('gemma4', {
      text_config: {
        model_type: 'gemma4_text',
        hidden_size: 5376,
        num_attention_heads: 32,
        num_key_value_heads: 16,
        num_global_key_value_heads: 4,
        head_dim: 256,
        global_head_dim: 512,
        intermediate_size: 21504,
        num_hidden_layers: 60,
        vocab_size: 262144,
      },
    }),
    { kv: 16, kvByLayer: [16, 4], headDim: 256 },
  ],
  [
    'MiMo-V2',
    named('mimo_v2_flash', { ...usual, num_key_value_heads: 4, swa_num_key_value_heads: 8, head_dim: 192, v_head_dim: 128 }),
    { kv: 8, kvByLayer: [4, 8], valueHeadDim: 128 },
  ],
  [
    'LLaVA-1.5 leaves Llama’s sizes to the class',
    named('llava', {
      text_config: { model_type: 'llama', vocab_size: 32064 },
      vision_config: {
        model_type: 'clip_vision_model',
        hidden_size: 1024,
        num_attention_heads: 16,
        intermediate_size: 4096,
        num_hidden_layers: 24,
      },
    }),
    { section: 'text_config', heads: 32, kv: 32, hidden: 4096, width: 11008, vocabulary: 32064, tower: [16, 1024, 4096] },
  ],
  [
    'Gemma 3 4B leaves its heads to the class',
    named('gemma3', {
      text_config: { model_type: 'gemma3_text', hidden_size: 2560, intermediate_size: 10240, num_hidden_layers: 34 },
      vision_config: {
        model_type: 'siglip_vision_model',
        hidden_size: 1152,
        intermediate_size: 4304,
        num_attention_heads: 16,
        num_hidden_layers: 27,
      },
    }),
    { heads: 8, kv: 4, headDim: 256, vocabulary: 262208, tower: [16, 1152, 4304] },
  ],
  [
    'InternVL',
    named('internvl_chat', {
      llm_config: { model_type: 'qwen2', ...usual },
      vision_config: {
        model_type: 'intern_vit_6b',
        hidden_size: 3200,
        intermediate_size: 12800,
        num_attention_heads: 25,
        num_hidden_layers: 45,
      },
    }),
    { section: 'llm_config', heads: 32, tower: [25, 3200, 12800] },
  ],
  [
    'DeepSeek-VL',
    named('deepseek_vl_v2', { language_config: { model_type: 'deepseek_v2', ...deepSeek } }),
    { section: 'language_config', experts: 256 },
  ],
  [
    'Qwen2.5-Omni',
    named('qwen2_5_omni', {
      thinker_config: {
        text_config: { model_type: 'qwen2_5_omni_text', ...usual },
        vision_config: { hidden_size: 1280, num_heads: 16, intermediate_size: 3420, depth: 32 },
        audio_config: { encoder_attention_heads: 20, encoder_ffn_dim: 5120, encoder_layers: 32, d_model: 1280 },
      },
    }),
    { section: 'thinker_config.text_config', tower: [16, 1280, 3420], audio: [20, 5120] },
  ],
  [
    'Qwen2-VL: hidden_size of the tower is its output',
    named('qwen2_vl', { ...usual, vision_config: { depth: 32, embed_dim: 1280, mlp_ratio: 4, num_heads: 16, hidden_size: 8192 } }),
    { section: '', tower: [16, 1280, 5120] },
  ],
  [
    'Qwen2-VL with a bare vision_config',
    named('qwen2_vl', { ...usual, vision_config: { hidden_size: 8192, in_chans: 3, model_type: 'qwen2_vl' } }),
    { tower: [16, 1280, 5120] },
  ],
  [
    'Qwen2.5-VL',
    named('qwen2_5_vl', {
      ...usual,
      vision_config: { depth: 32, hidden_size: 1280, intermediate_size: 3420, num_heads: 16, out_hidden_size: 3584 },
    }),
    { tower: [16, 1280, 3420] },
  ],
  [
    'GLM-4.1V: the tower’s MLP is as wide as its output',
    named('glm4v', {
      text_config: { model_type: 'glm4v_text', ...usual },
      vision_config: { model_type: 'glm4v', depth: 24, hidden_size: 1536, num_heads: 12, out_hidden_size: 4096, intermediate_size: 13696 },
    }),
    { tower: [12, 1536, 4096] },
  ],
  [
    'Mllama',
    named('mllama', {
      text_config: { model_type: 'mllama_text_model', ...usual },
      vision_config: {
        model_type: 'mllama_vision_model',
        attention_heads: 16,
        hidden_size: 1280,
        intermediate_size: 5120,
        num_hidden_layers: 32,
      },
    }),
    { tower: [16, 1280, 5120] },
  ],
  [
    'Whisper',
    named('whisper', {
      d_model: 1280,
      encoder_attention_heads: 20,
      decoder_attention_heads: 20,
      encoder_ffn_dim: 5120,
      decoder_ffn_dim: 5120,
      encoder_layers: 32,
      decoder_layers: 32,
      vocab_size: 51866,
      max_target_positions: 448,
    }),
    { hidden: 1280, heads: 20, width: 5120, layers: 32, positions: 448, audio: [20, 5120] },
  ],
  [
    'an EAGLE-3 draft',
    { architectures: ['LlamaForCausalLMEagle3'], model_type: 'llama', ...usual, num_hidden_layers: 1, draft_vocab_size: 32000 },
    { layers: 1, heads: 32 },
  ],
  [
    'a draft of the speculators library',
    { architectures: ['Eagle3Speculator'], speculators_model_type: 'eagle3', transformer_layer_config: { model_type: 'llama', ...usual } },
    { section: 'transformer_layer_config', heads: 32, kv: 8 },
  ],
  [
    'Mistral’s params.json',
    { dim: 4096, n_layers: 32, head_dim: 128, hidden_dim: 14336, n_heads: 32, n_kv_heads: 8, vocab_size: 32768 },
    { layers: 32, hidden: 4096, heads: 32, kv: 8, headDim: 128, width: 14336, vocabulary: 32768 },
  ],
];

describe('shapes of model families', () => {
  test.each(rows)('%s', (_name, config, expected) => {
    const model = readModelConfig('config.json', JSON.stringify(config, null, 2), new Map());
    if (model === undefined) throw new Error('not taken for a model');
    const shape = shapeOf(model);
    const looked = Object.fromEntries(Object.keys(expected).map((key) => [key, shape[key as keyof Shape]]));
    expect(looked).toEqual(expected);
    expect(model.problems.map(({ message }) => message())).toEqual([]);
  });
});
