import { shortenExceptions } from './shorten-exceptions.mjs';

/** Keys of a config.json that say how a model is built, and so how it can be divided. Everything else is left out. */
const shapeKeys = new Set(
  `architectures model_type hidden_size num_hidden_layers num_attention_heads num_key_value_heads head_dim intermediate_size vocab_size
  tie_word_embeddings max_position_embeddings
  n_embd n_head n_layer n_inner n_positions d_model n_heads n_layers ffn_dim ffn_hidden_size num_layers padded_vocab_size kv_channels
  multi_query_attention multi_query_group_num multi_query num_kv_heads new_decoder_architecture parallel_attn seq_length max_seq_len
  word_embed_proj_dim attn_config ffn_config kv_n_heads moe_num_experts moe_top_k
  num_experts num_local_experts n_routed_experts num_experts_per_tok num_experts_per_token moe_intermediate_size n_shared_experts num_shared_experts
  shared_expert_intermediate_size moe_shared_expert_intermediate_size shared_intermediate_size dense_intermediate_size expert_intermediate_size
  routed_expert_hidden_size intermediate_size_mlp interleave_moe_layer_step decoder_sparse_step mlp_only_layers moe_layer_freq first_k_dense_replace
  moe_num_shared_experts moe_topk experts_per_token top_k_experts enable_moe_block moe_latent_size share_expert_dim n_group topk_group num_expert_group
  expert_layer_period expert_layer_offset attn_layer_period attn_layer_offset mlp_layer_types
  q_lora_rank kv_lora_rank qk_rope_head_dim qk_nope_head_dim v_head_dim o_lora_rank o_groups index_n_heads index_head_dim compress_ratios num_nextn_predict_layers
  num_global_key_value_heads global_head_dim attention_k_eq_v num_kv_shared_layers use_double_wide_mlp hidden_size_per_layer_input
  vocab_size_per_layer_input swa_num_attention_heads swa_num_key_value_heads swa_head_dim swa_v_head_dim hybrid_layer_pattern
  full_attention_interval linear_num_key_heads linear_num_value_heads linear_key_head_dim linear_value_head_dim linear_attn_config attn_type_list
  hybrid_override_pattern mamba_num_heads mamba_head_dim n_groups expand ssm_state_size mamba_n_heads mamba_n_groups mamba_d_head mamba_expand
  mamba_d_state layers_block_type attention_head_dim block_configs num_attention_heads_per_layer
  text_config llm_config language_config vision_config audio_config thinker_config
  num_heads depth embed_dim mlp_ratio out_hidden_size attention_heads cross_attention_layers num_global_layers
  vt_hidden_size vt_intermediate_size vt_num_attention_heads vt_num_hidden_layers qkv_hidden_size mm_hidden_size qk_normalization
  num_heads_kv attention ffn n_heads_in_group ffn_mult no_op replace_with_linear ff_intermediate_size
  quantization_config compression_config`.split(/\s+/),
);

const quantizationKeys = new Set(
  `quant_method bits group_size desc_act sym zero_point version checkpoint_format weight_block_size activation_scheme modules_to_not_convert fmt
  config_groups format ignore targets weights input_activations num_bits type strategy block_structure symmetric dynamic actorder
  quantization quant_algo load_in_4bit load_in_8bit bnb_4bit_quant_type w_bit q_group_size exclude_modules activation_scale_ub scale_fmt`.split(
    /\s+/,
  ),
);

/** Keeps what matters of a parsed config.json. */
export function reduceConfig(config) {
  const matters = ([key, value]) => shapeKeys.has(key) && value !== null && !isEmptyList(value) && !saysItTwice(key, value, config);
  const kept = Object.entries(config).filter(matters);
  return Object.fromEntries(kept.map(([key, value]) => [key, quantizes(key) ? reduceQuantization(value) : nested(value)]));
}

/** A list of dense and sparse layers that `first_k_dense_replace` says in one number. */
function saysItTwice(key, value, { first_k_dense_replace: dense }) {
  return key === 'mlp_layer_types' && dense !== undefined && value.every((type, layer) => (type === 'dense') === layer < dense);
}

function isEmptyList(value) {
  return Array.isArray(value) && value.length === 0;
}

function quantizes(key) {
  return key === 'quantization_config' || key === 'compression_config';
}

function nested(value) {
  if (Array.isArray(value)) return value.map(nested);
  return typeof value === 'object' && value !== null ? reduceConfig(value) : value;
}

/** The same for a quantization section, in config.json or in a file of its own. */
export function reduceQuantization(value) {
  if (Array.isArray(value)) return value.map(reduceQuantization);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, item]) => item !== null && (quantizationKeys.has(key) || /^group_\d+$/.test(key)));
  return Object.fromEntries(kept.map(([key, item]) => [key, isExceptions(key) ? shortenExceptions(item) : reduceQuantization(item)]));
}

function isExceptions(key) {
  return key === 'ignore' || key === 'modules_to_not_convert' || key === 'exclude_modules';
}
