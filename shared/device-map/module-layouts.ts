/** Where a class keeps its modules; names are relative to `root`, but for the head and the towers. */
export interface Layout {
  readonly root: string;
  readonly embedding: readonly string[];
  /** `layers` if not given. */
  readonly layers?: string;
  readonly norm: readonly string[];
  /** `lm_head` if not given. */
  readonly head?: string;
  readonly rotary?: readonly string[];
  readonly towers?: readonly string[];
  readonly releases?: string;
  readonly source: string;
}

/** As Llama has them, and most that came after it. */
function likeLlama(source: string): readonly Layout[] {
  return [{ root: 'model', embedding: ['embed_tokens'], norm: ['norm'], rotary: ['rotary_emb'], source }];
}

/** Models with a tower, renamed in Transformers 4.52: the decoder under `model.language_model`, the towers under `model`. */
function withTowers(source: string, towers: readonly string[]): readonly Layout[] {
  const decoder = { embedding: ['embed_tokens'], norm: ['norm'], rotary: ['rotary_emb'], source };
  return [
    { ...decoder, root: 'model.language_model', towers: towers.map((name) => `model.${name}`), releases: '4.52 and newer' },
    { ...decoder, root: 'language_model.model', head: 'language_model.lm_head', towers, releases: 'before 4.52' },
  ];
}

/** Qwen's models with a tower kept the decoder at `model` before 4.52. */
function likeQwenVision(source: string): readonly Layout[] {
  const decoder = { embedding: ['embed_tokens'], norm: ['norm'], rotary: ['rotary_emb'], source };
  return [
    { ...decoder, root: 'model.language_model', towers: ['model.visual'], releases: '4.52 and newer' },
    { ...decoder, root: 'model', towers: ['visual'], releases: 'before 4.52' },
  ];
}

/** By class, newest release first. Sources are files of Transformers under src/transformers/models unless they say otherwise. */
export const layouts: Readonly<Record<string, readonly Layout[] | undefined>> = {
  LlamaForCausalLM: likeLlama('llama/modeling_llama.py'),
  MistralForCausalLM: likeLlama('mistral/modeling_mistral.py'),
  MixtralForCausalLM: likeLlama('mixtral/modeling_mixtral.py'),
  Qwen2ForCausalLM: likeLlama('qwen2/modeling_qwen2.py'),
  Qwen2MoeForCausalLM: likeLlama('qwen2_moe/modeling_qwen2_moe.py'),
  Qwen3ForCausalLM: likeLlama('qwen3/modeling_qwen3.py'),
  Qwen3MoeForCausalLM: likeLlama('qwen3_moe/modeling_qwen3_moe.py'),
  GemmaForCausalLM: likeLlama('gemma/modeling_gemma.py'),
  Gemma2ForCausalLM: likeLlama('gemma2/modeling_gemma2.py'),
  Phi3ForCausalLM: likeLlama('phi3/modeling_phi3.py'),
  DeepseekV3ForCausalLM: likeLlama('deepseek_v3/modeling_deepseek_v3.py'),
  GptOssForCausalLM: likeLlama('gpt_oss/modeling_gpt_oss.py'),
  GPT2LMHeadModel: [{ root: 'transformer', embedding: ['wte', 'wpe'], layers: 'h', norm: ['ln_f'], source: 'gpt2/modeling_gpt2.py' }],
  GPTBigCodeForCausalLM: [
    { root: 'transformer', embedding: ['wte', 'wpe'], layers: 'h', norm: ['ln_f'], source: 'gpt_bigcode/modeling_gpt_bigcode.py' },
  ],
  GPTJForCausalLM: [{ root: 'transformer', embedding: ['wte'], layers: 'h', norm: ['ln_f'], source: 'gptj/modeling_gptj.py' }],
  FalconForCausalLM: [
    {
      root: 'transformer',
      embedding: ['word_embeddings'],
      layers: 'h',
      norm: ['ln_f'],
      rotary: ['rotary_emb'],
      source: 'falcon/modeling_falcon.py',
    },
  ],
  BloomForCausalLM: [
    {
      root: 'transformer',
      embedding: ['word_embeddings', 'word_embeddings_layernorm'],
      layers: 'h',
      norm: ['ln_f'],
      source: 'bloom/modeling_bloom.py',
    },
  ],
  GPTNeoXForCausalLM: [
    {
      root: 'gpt_neox',
      embedding: ['embed_in'],
      norm: ['final_layer_norm'],
      head: 'embed_out',
      rotary: ['rotary_emb'],
      source: 'gpt_neox/modeling_gpt_neox.py',
    },
  ],
  OPTForCausalLM: [
    {
      root: 'model.decoder',
      embedding: ['embed_tokens', 'embed_positions'],
      norm: ['final_layer_norm'],
      source: 'opt/modeling_opt.py',
    },
  ],
  Qwen2VLForConditionalGeneration: likeQwenVision('qwen2_vl/modeling_qwen2_vl.py'),
  Qwen2_5_VLForConditionalGeneration: likeQwenVision('qwen2_5_vl/modeling_qwen2_5_vl.py'),
  LlavaForConditionalGeneration: withTowers('llava/modeling_llava.py', ['vision_tower', 'multi_modal_projector']),
};
