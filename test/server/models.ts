/** Small configs of models whose sizes are well known. */

export const llama13b = config({
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 5120,
  intermediate_size: 13824,
  num_attention_heads: 40,
  num_key_value_heads: 40,
  num_hidden_layers: 40,
  vocab_size: 32000,
  max_position_embeddings: 4096,
  torch_dtype: 'float16',
});

/** The first edition, before the vendor padded it: 29568 / 128 = 231 groups. */
export const qwen2Vl72bAwq = config({
  architectures: ['Qwen2VLForConditionalGeneration'],
  model_type: 'qwen2_vl',
  hidden_size: 8192,
  intermediate_size: 29568,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  num_hidden_layers: 80,
  vocab_size: 152064,
  max_position_embeddings: 32768,
  torch_dtype: 'float16',
  vision_config: { depth: 32, embed_dim: 1280, mlp_ratio: 4, num_heads: 16, hidden_size: 8192, patch_size: 14 },
  quantization_config: {
    bits: 4,
    group_size: 128,
    modules_to_not_convert: ['visual'],
    quant_method: 'awq',
    version: 'gemm',
    zero_point: true,
  },
});

function config(values: object): string {
  return `${JSON.stringify(values, null, 2)}\n`;
}
