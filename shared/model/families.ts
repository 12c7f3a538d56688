/** What sets a model family apart in its key names and in what follows from them. Most need no row: the usual names do. */
export interface Family {
  /** Latent attention, as vLLM's ModelArchConfigConvertorBase.is_deepseek_mla lists it, where `kv_lora_rank` (or `compress_ratios`) is there. */
  readonly latentAttention?: true;
  /** No attention layer at all: 0 heads. */
  readonly attentionFree?: true;
  /** `multi_query` means one KV head; Falcon's new decoder ignores it. */
  readonly multiQuery?: 'always' | 'unless-new-decoder' | 'class-default';
  /** As many KV heads as attention heads, whatever the file says: vLLM's class does not read them (models/phi.py, minicpm3.py). */
  readonly ownKeyValueHeads?: true;
  /** MLP width where no key names it. */
  readonly width?: 'four-times-hidden' | 'expansion-ratio' | 'adjusted-feed-forward';
  /** The only keys that vLLM's class reads the MLP width from (models/falcon.py, bloom.py, phi.py). */
  readonly widthKeys?: readonly string[];
  /** MLP width of an edition without experts (models/granitemoehybrid.py). */
  readonly widthWithoutExperts?: string;
  /** Qwen v1 stores gate and up together: the engine halves `intermediate_size`. */
  readonly halvedWidth?: true;
  /** `intermediate_size` is the width of a routed expert. */
  readonly expertWidth?: 'intermediate_size';
  /** Key of the dense layers' width where `intermediate_size` means the experts'. */
  readonly denseWidthKey?: string;
  /** Every layer holds experts and nothing else. */
  readonly allExperts?: true;
  /** Experts without a key: every layer holds them unless the file says otherwise (class defaults of Qwen's). */
  readonly sparseByDefault?: true;
  /** Each layer holds a dense MLP beside its experts. */
  readonly denseBesideExperts?: true;
  /** Width of the shared expert equals a routed one's (Llama 4). */
  readonly sharedExpert?: 'as-routed' | 'counts-intermediate';
  readonly stateSpace?: 1 | 2;
  readonly linearAttention?: 'lightning';
}

const latent: Family = { latentAttention: true };
const fourTimes: Family = { width: 'four-times-hidden' };
const mixtralLike: Family = { expertWidth: 'intermediate_size', allExperts: true };
const qwenExperts: Family = { sparseByDefault: true };

/** By `model_type` of the section that holds the decoder. */
const families: Readonly<Record<string, Family>> = {
  AXK1: latent,
  axk1: latent,
  deepseek_v2: latent,
  deepseek_v3: latent,
  deepseek_v32: latent,
  deepseek_v4: { latentAttention: true, allExperts: true },
  deepseek_ref: { latentAttention: true, allExperts: true },
  deepseek_mtp: latent,
  dots3_note: latent,
  glm_moe_dsa: latent,
  glm4_moe_lite: latent,
  glm4_moe_lite_mtp: latent,
  kimi_k2: latent,
  kimi_k25: latent,
  kimi_linear: latent,
  longcat_flash: latent,
  longcat_flash_ngram: latent,
  pangu_ultra_moe: latent,
  pangu_ultra_moe_mtp: latent,
  bailing_hybrid: { latentAttention: true, linearAttention: 'lightning' },
  bailing_hybrid_mtp: { latentAttention: true, linearAttention: 'lightning' },
  bailing_moe_linear: { linearAttention: 'lightning' },
  mamba: { attentionFree: true, stateSpace: 1 },
  falcon_mamba: { attentionFree: true, stateSpace: 1 },
  mamba2: { attentionFree: true, stateSpace: 2 },
  gpt2: fourTimes,
  gptj: fourTimes,
  gpt_neo: fourTimes,
  codegen: fourTimes,
  jais: fourTimes,
  bloom: { width: 'four-times-hidden', widthKeys: [] },
  phi: { width: 'four-times-hidden', widthKeys: ['n_inner'], ownKeyValueHeads: true },
  gpt_bigcode: { width: 'four-times-hidden', multiQuery: 'class-default' },
  falcon: { width: 'four-times-hidden', widthKeys: [], multiQuery: 'unless-new-decoder' },
  RefinedWeb: { width: 'four-times-hidden', widthKeys: [] },
  RefinedWebModel: { width: 'four-times-hidden', widthKeys: [], multiQuery: 'unless-new-decoder' },
  mpt: { width: 'expansion-ratio' },
  lfm2: { width: 'adjusted-feed-forward' },
  qwen: { halvedWidth: true },
  mixtral: mixtralLike,
  phimoe: mixtralLike,
  gpt_oss: mixtralLike,
  minimax_m2: mixtralLike,
  grok1: mixtralLike,
  'grok-1': mixtralLike,
  dbrx: mixtralLike,
  olmoe: mixtralLike,
  flex_olmo: mixtralLike,
  granitemoe: mixtralLike,
  granitemoeshared: mixtralLike,
  granitemoehybrid: { ...mixtralLike, stateSpace: 2, widthWithoutExperts: 'shared_intermediate_size' },
  minimax: { ...mixtralLike, linearAttention: 'lightning' },
  minimax_text_01: { ...mixtralLike, linearAttention: 'lightning' },
  minimax_m1: { ...mixtralLike, linearAttention: 'lightning' },
  minimax_m3: { expertWidth: 'intermediate_size', denseWidthKey: 'dense_intermediate_size' },
  minimax_m3_text: { expertWidth: 'intermediate_size', denseWidthKey: 'dense_intermediate_size' },
  jamba: { expertWidth: 'intermediate_size', stateSpace: 1 },
  llama4: { expertWidth: 'intermediate_size', denseWidthKey: 'intermediate_size_mlp', sharedExpert: 'as-routed' },
  llama4_text: { expertWidth: 'intermediate_size', denseWidthKey: 'intermediate_size_mlp', sharedExpert: 'as-routed' },
  hunyuan: { expertWidth: 'intermediate_size', sharedExpert: 'counts-intermediate', sparseByDefault: true },
  hunyuan_v1_moe: { expertWidth: 'intermediate_size', sharedExpert: 'counts-intermediate', sparseByDefault: true },
  qwen2_moe: qwenExperts,
  qwen3_moe: qwenExperts,
  qwen3_next: qwenExperts,
  qwen3_vl_moe_text: qwenExperts,
  qwen3_omni_moe_text: qwenExperts,
  qwen3_5_moe: qwenExperts,
  qwen3_5_moe_text: qwenExperts,
  gemma4: { denseBesideExperts: true },
  gemma4_text: { denseBesideExperts: true },
  gemma4_unified_text: { denseBesideExperts: true },
  minicpm3: { ownKeyValueHeads: true },
  bamba: { stateSpace: 2 },
  falcon_h1: { stateSpace: 2 },
  nemotron_h: { stateSpace: 2 },
  nemotron_h_puzzle: { stateSpace: 2 },
  zamba2: { stateSpace: 2 },
  plamo2: { stateSpace: 2 },
};

const none: Family = {};

/** The row of a model type; an empty one for a family that needs none, or is not known. */
export function familyOf(modelType: string | undefined): Family {
  return (modelType !== undefined && Object.hasOwn(families, modelType) ? families[modelType] : undefined) ?? none;
}
