import { decoderOfGemma3n, decoderOfLlama, type Layouts, modelingFile } from './layout.ts';

/** Embedding, list of layers and norm of the models after GPT-2. The dropout behind the embedding has no weights, and may be given. */
const likeGpt2 = { root: 'transformer', embedding: ['wte'], layers: 'h', norm: ['ln_f'], optional: ['drop'] } as const;
const withPositions = { ...likeGpt2, embedding: ['wte', 'wpe'] } as const;
/** Decoders that call the norm otherwise than Llama. */
const finalLayernorm = { ...decoderOfLlama, root: 'model', norm: ['final_layernorm'] } as const;
const likeMamba = { root: 'backbone', embedding: ['embeddings'], norm: ['norm_f'] } as const;
const likeNeoX = {
  root: 'gpt_neox',
  embedding: ['embed_in'],
  norm: ['final_layer_norm'],
  rotary: ['rotary_emb'],
  optional: ['emb_dropout'],
} as const;

/** Decoders whose modules are not named as Llama's. */
export const otherDecoders: Layouts = {
  GPT2LMHeadModel: [{ ...withPositions, source: modelingFile('gpt2') }],
  GPTBigCodeForCausalLM: [{ ...withPositions, source: modelingFile('gpt_bigcode') }],
  GPTNeoForCausalLM: [{ ...withPositions, source: modelingFile('gpt_neo') }],
  GPTJForCausalLM: [{ ...likeGpt2, source: modelingFile('gptj') }],
  CodeGenForCausalLM: [{ ...likeGpt2, source: modelingFile('codegen') }],
  GPTNeoXForCausalLM: [
    { ...likeNeoX, releases: 'newer than 4.57', source: modelingFile('gpt_neox') },
    { ...likeNeoX, head: 'embed_out', releases: '4.57 and older', source: modelingFile('gpt_neox') },
  ],
  // Falcon's checkpoints also bring their own code, with rotary embedding in each layer.
  FalconForCausalLM: [
    {
      ...likeGpt2,
      embedding: ['word_embeddings'],
      rotary: ['rotary_emb'],
      optional: ['rotary_emb'],
      source: modelingFile('falcon'),
    },
  ],
  BloomForCausalLM: [
    { ...likeGpt2, optional: [], embedding: ['word_embeddings', 'word_embeddings_layernorm'], source: modelingFile('bloom') },
  ],
  // Only opt-350m has the projections, and no final norm.
  OPTForCausalLM: [
    {
      root: 'model.decoder',
      embedding: ['embed_tokens', 'embed_positions', 'project_in'],
      norm: ['final_layer_norm', 'project_out'],
      optional: ['final_layer_norm', 'project_in', 'project_out'],
      source: modelingFile('opt'),
    },
  ],
  MptForCausalLM: [{ root: 'transformer', embedding: ['wte'], layers: 'blocks', norm: ['norm_f'], source: modelingFile('mpt') }],
  // Rotary embedding is a module of the model only in releases newer than 4.57.
  DbrxForCausalLM: [
    {
      root: 'transformer',
      embedding: ['wte'],
      layers: 'blocks',
      norm: ['norm_f'],
      rotary: ['rotary_emb'],
      optional: ['rotary_emb'],
      source: modelingFile('dbrx'),
    },
  ],
  PhiForCausalLM: [{ ...finalLayernorm, optional: ['embed_dropout'], source: modelingFile('phi') }],
  PersimmonForCausalLM: [{ ...finalLayernorm, source: modelingFile('persimmon') }],
  BambaForCausalLM: [{ ...finalLayernorm, source: modelingFile('bamba') }],
  JambaForCausalLM: [{ root: 'model', embedding: ['embed_tokens'], norm: ['final_layernorm'], source: modelingFile('jamba') }],
  MambaForCausalLM: [{ ...likeMamba, source: modelingFile('mamba') }],
  Mamba2ForCausalLM: [{ ...likeMamba, source: modelingFile('mamba2') }],
  FalconMambaForCausalLM: [{ ...likeMamba, source: modelingFile('falcon_mamba') }],
  // The norm after the layers, whatever its name says; 4.57 has the rotary embedding by two names.
  Lfm2ForCausalLM: [
    {
      root: 'model',
      embedding: ['embed_tokens'],
      norm: ['embedding_norm'],
      rotary: ['rotary_emb', 'pos_emb'],
      optional: ['pos_emb'],
      source: modelingFile('lfm2'),
    },
  ],
  // 4.57 has one for each kind of attention, `rotary_embs`; newer ones have `rotary_emb`.
  Olmo3ForCausalLM: [
    {
      ...decoderOfLlama,
      root: 'model',
      rotary: ['rotary_emb', 'rotary_embs'],
      optional: ['rotary_emb', 'rotary_embs'],
      source: modelingFile('olmo3'),
    },
  ],
  Gemma3nForCausalLM: [{ ...decoderOfGemma3n, root: 'model', source: modelingFile('gemma3n') }],
  // Up to 4.57 the local attention has a rotary embedding of its own.
  Gemma3ForCausalLM: [
    {
      ...decoderOfLlama,
      root: 'model',
      rotary: ['rotary_emb', 'rotary_emb_local'],
      optional: ['rotary_emb_local'],
      source: modelingFile('gemma3'),
    },
  ],
};
