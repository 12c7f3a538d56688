/** Configs with sizes of no real model, each of an architecture that vLLM has: rules are checked, not memories of checkpoints. */
export type Shape = Readonly<Record<string, unknown>>;

/** 48 heads, 6 KV heads, and widths that 3 divides: many sizes are valid that are no powers of two. */
export function dense(more: Shape = {}): Shape {
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_size: 6144,
    head_dim: 128,
    num_attention_heads: 48,
    num_key_value_heads: 6,
    intermediate_size: 12_288,
    num_hidden_layers: 4,
    vocab_size: 49_152,
    max_position_embeddings: 8192,
    hidden_act: 'silu',
    torch_dtype: 'bfloat16',
    ...more,
  };
}

/** 32 heads over 8 KV heads, the commonest; `intermediate_size` is what differs. */
export function grouped(intermediateSize: number, more: Shape = {}): Shape {
  return dense({ hidden_size: 4096, num_attention_heads: 32, num_key_value_heads: 8, intermediate_size: intermediateSize, ...more });
}

export function mixture(experts: number, expertWidth: number, more: Shape = {}): Shape {
  return grouped(12_288, {
    architectures: ['Qwen3MoeForCausalLM'],
    model_type: 'qwen3_moe',
    num_experts: experts,
    num_experts_per_tok: 2,
    moe_intermediate_size: expertWidth,
    decoder_sparse_step: 1,
    mlp_only_layers: [],
    norm_topk_prob: true,
    ...more,
  });
}

export function latentAttention(more: Shape = {}): Shape {
  return dense({
    architectures: ['DeepseekV3ForCausalLM'],
    model_type: 'deepseek_v3',
    num_key_value_heads: 48,
    head_dim: undefined,
    q_lora_rank: 1536,
    kv_lora_rank: 512,
    qk_nope_head_dim: 128,
    qk_rope_head_dim: 64,
    v_head_dim: 128,
    n_routed_experts: 64,
    n_shared_experts: 1,
    num_experts_per_tok: 4,
    n_group: 8,
    topk_group: 4,
    moe_intermediate_size: 1536,
    first_k_dense_replace: 1,
    moe_layer_freq: 1,
    ...more,
  });
}

/** A tower of 16 heads beside a language model that 3 ranks can share. */
export function vision(tower: Shape = {}, more: Shape = {}): Shape {
  return dense({
    architectures: ['Qwen2VLForConditionalGeneration'],
    model_type: 'qwen2_vl',
    vision_config: { depth: 4, embed_dim: 1280, mlp_ratio: 4, num_heads: 16, hidden_size: 6144, ...tower },
    ...more,
  });
}

export function windowedVision(towerWidth: number): Shape {
  const tower = {
    model_type: 'qwen2_5_vl',
    depth: 4,
    hidden_size: 1280,
    num_heads: 16,
    intermediate_size: towerWidth,
    out_hidden_size: 4096,
  };
  return grouped(12_288, { architectures: ['Qwen2_5_VLForConditionalGeneration'], model_type: 'qwen2_5_vl', vision_config: tower });
}

export function hybrid(more: Shape = {}): Shape {
  return dense({
    architectures: ['NemotronHForCausalLM'],
    model_type: 'nemotron_h',
    hidden_size: 4096,
    num_attention_heads: 32,
    num_key_value_heads: 8,
    hybrid_override_pattern: 'M-*-',
    mamba_num_heads: 64,
    mamba_head_dim: 64,
    ssm_state_size: 128,
    n_groups: 8,
    conv_kernel: 4,
    ...more,
  });
}

export function awq(groupSize: number, more: Shape = {}): Shape {
  return { quantization_config: { quant_method: 'awq', bits: 4, group_size: groupSize, zero_point: true, version: 'gemm', ...more } };
}

export function gptq(groupSize: number, more: Shape = {}): Shape {
  return { quantization_config: { quant_method: 'gptq', bits: 4, group_size: groupSize, sym: true, desc_act: false, ...more } };
}

export const blockFp8: Shape = {
  quantization_config: { quant_method: 'fp8', activation_scheme: 'dynamic', fmt: 'e4m3', weight_block_size: [128, 128] },
};

export const tensorFp8: Shape = { quantization_config: { quant_method: 'fp8', activation_scheme: 'static' } };

function compressed(format: string, weights: Shape, activations: Shape | null = null): Shape {
  const group = { targets: ['Linear'], weights, input_activations: activations, output_activations: null };
  return { quantization_config: { quant_method: 'compressed-tensors', format, config_groups: { group_0: group }, ignore: ['lm_head'] } };
}

export function compressedInt4(groupSize: number): Shape {
  return compressed('pack-quantized', {
    num_bits: 4,
    type: 'int',
    strategy: 'group',
    group_size: groupSize,
    symmetric: true,
    dynamic: false,
  });
}

const fourBitFloat = { num_bits: 4, type: 'float', symmetric: true };

export const compressedNvfp4 = compressed(
  'nvfp4-pack-quantized',
  { ...fourBitFloat, strategy: 'tensor_group', group_size: 16, dynamic: false },
  { ...fourBitFloat, strategy: 'tensor_group', group_size: 16, dynamic: 'local' },
);

export const modeloptNvfp4: Shape = {
  quantization_config: { quant_method: 'modelopt', quant_algo: 'NVFP4', group_size: 16, ignore: ['lm_head'] },
};
