/** Configs as people and Python write them, for the mutator: each keeps its sizes, its lists or its quantization elsewhere. */
export const modelConfigs: readonly string[] = [
  `{
  "architectures": [
    "Qwen2VLForConditionalGeneration"
  ],
  "model_type": "qwen2_vl",
  "hidden_size": 8192, // a comment
  "num_attention_heads": 64,
  "num_key_value_heads": 8,
  "intermediate_size": 29568,
  "num_hidden_layers": 4,
  "layer_types": ["full_attention", "full_attention", "full_attention", "full_attention"],
  "vocab_size": 152064,
  "initializer_range": NaN,
  "quantization_config": {
    "quant_method": "awq", "bits": 4, "group_size": 128, "zero_point": true, "version": "gemm",
    "modules_to_not_convert": ["visual", "re:.*[0-9]\\\\.gate"]
  },
  "text_config": null,
  "vision_config": { "depth": 32, "embed_dim": 1280, "mlp_ratio": 4, "num_heads": 16 },
}
`,
  `{"architectures": ["DeepseekV3ForCausalLM"], "model_type": "deepseek_v3", "hidden_size": 7168, "num_attention_heads": 128,
"num_key_value_heads": 128, "num_hidden_layers": 61, "intermediate_size": 18432, "moe_intermediate_size": 2048, "n_routed_experts": 256,
"n_shared_experts": 1, "num_experts_per_tok": 8, "first_k_dense_replace": 3, "kv_lora_rank": 512, "qk_nope_head_dim": 128,
"qk_rope_head_dim": 64, "v_head_dim": 128, "vocab_size": 129280, "rope_scaling": {"factor": Infinity},
"quantization_config": {"quant_method": "fp8", "weight_block_size": [128, 128], "activation_scheme": "dynamic"}}`,
  `{
\t"model_type": "gemma3",
\t"architectures": ["Gemma3ForConditionalGeneration"],
\t"text_config": {"model_type": "gemma3_text", "hidden_size": 2560, "intermediate_size": [10240, 10240], "num_hidden_layers": 2},
\t"vision_config": {"model_type": "siglip_vision_model", "hidden_size": 1152, "num_attention_heads": 16, "intermediate_size": 4304},
\t"quantization_config": {
\t\t"quant_method": "compressed-tensors",
\t\t"ignore": ["lm_head", "re:vision_tower.*", "re:(a+)+$", "re:(("],
\t\t"config_groups": {"group_0": {"targets": ["Linear"], "weights": {"num_bits": 4, "type": "int", "strategy": "group", "group_size": 128}}}
\t}
}`,
  `{"architectures":["NemotronHForCausalLM"],"model_type":"nemotron_h","hidden_size":2688,"num_attention_heads":32,"num_key_value_heads":2,
"hybrid_override_pattern":"MEM*-","num_hidden_layers":5,"mamba_num_heads":64,"mamba_head_dim":64,"n_groups":8,"n_routed_experts":128,
"moe_intermediate_size":1856,"block_configs":[{"attention":{"n_heads_in_group":8},"ffn":{"ffn_mult":5.25}}],
"quantization_config":{"quant_method":"modelopt","quant_algo":"MIXED_PRECISION","quantized_layers":{"backbone.layers.0.mixer.in_proj":{"quant_algo":"FP8"}}}}`,
];

/** Pieces of JSON and of configs to put in. */
export const modelTokens: readonly string[] = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '-',
  '0',
  '1e9',
  '1e400',
  'null',
  'true',
  'NaN',
  '-Infinity',
  '\\',
  '\\u12',
  '\u0000',
  '\ufeff',
  '//',
  '/*',
  '*/',
  '\r\n',
  '"num_attention_heads": {}',
  '"num_key_value_heads": "8",',
  '"text_config": {',
  '"quantizaion_config": {',
  '"ignore": [',
  '"__proto__": {"hidden_size": 1},',
  '"constructor": 1,',
  '"model_type": "toString",',
];
