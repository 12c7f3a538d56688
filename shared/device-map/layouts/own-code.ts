import { decoderOfLlama, type Layout, type Layouts } from './layout.ts';

/** Transformers' own classes that InternVL takes as its decoder. Its code for Phi-3 keeps rotary embedding in each layer. */
const decodersOfTransformers: ReadonlySet<string> = new Set(['llama', 'qwen2', 'qwen3', 'qwen3_moe', 'gpt_oss']);

const likeLlama = { root: 'model', embedding: ['embed_tokens'], norm: ['norm'] } as const;
const likeInternLm2 = { root: 'model', embedding: ['tok_embeddings'], norm: ['norm'] } as const;

/** ChatGLM2 and later; GLM-4V has a tower, prefix tuning an encoder. */
const chatGlm2: Layout = {
  root: 'transformer',
  embedding: ['embedding', 'rotary_pos_emb'],
  layers: 'encoder.layers',
  norm: ['encoder.final_layernorm'],
  head: 'transformer.output_layer',
  optional: ['rotary_pos_emb', 'vision', 'prefix_encoder'],
  source: "ChatGLM2's own modeling_chatglm.py",
};

const chatGlm1: Layout = {
  root: 'transformer',
  embedding: ['word_embeddings'],
  norm: ['final_layernorm'],
  optional: ['prefix_encoder'],
  source: "ChatGLM's own modeling_chatglm.py",
};

/** Classes that checkpoints bring with them. */
export const ownCode: Layouts = {
  // Qwen-VL is of the same class, with a tower.
  QWenLMHeadModel: [
    {
      root: 'transformer',
      embedding: ['wte'],
      layers: 'h',
      norm: ['ln_f'],
      rotary: ['rotary_emb'],
      optional: ['rotary_emb', 'visual', 'drop'],
      source: "Qwen's own modeling_qwen.py",
    },
  ],
  ChatGLMModel: [chatGlm2, chatGlm1],
  ChatGLMForConditionalGeneration: [chatGlm2, chatGlm1],
  InternLM2ForCausalLM: [{ ...likeInternLm2, head: 'output', source: "InternLM2's own modeling_internlm2.py" }],
  BaichuanForCausalLM: [{ ...likeLlama, source: "Baichuan's own modeling_baichuan.py" }],
  InternVLChatModel: [
    internVl(decoderOfLlama, 'lm_head', decodersOfTransformers),
    internVl(likeLlama, 'lm_head', new Set(['phi3'])),
    internVl(likeInternLm2, 'output', new Set(['internlm2'])),
  ],
};

function internVl(decoder: Pick<Layout, 'embedding' | 'norm' | 'rotary'>, head: string, decoders: ReadonlySet<string>): Layout {
  return {
    ...decoder,
    root: 'language_model.model',
    head: `language_model.${head}`,
    towers: ['vision_model', 'mlp1'],
    decoders,
    source: "InternVL's own modeling_internvl_chat.py",
  };
}
