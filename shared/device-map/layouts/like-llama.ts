import { decoderOfLlama, type Layout, type Layouts, modelingFile } from './layout.ts';

/** Classes whose modules are named as Llama's, by the folder of Transformers that defines them. */
const folders: Readonly<Record<string, string>> = {
  LlamaForCausalLM: 'llama',
  MistralForCausalLM: 'mistral',
  MixtralForCausalLM: 'mixtral',
  MinistralForCausalLM: 'ministral',
  Ministral3ForCausalLM: 'ministral3',
  Qwen2ForCausalLM: 'qwen2',
  Qwen2MoeForCausalLM: 'qwen2_moe',
  Qwen3ForCausalLM: 'qwen3',
  Qwen3MoeForCausalLM: 'qwen3_moe',
  Qwen3NextForCausalLM: 'qwen3_next',
  Qwen3_5ForCausalLM: 'qwen3_5',
  Qwen3_5MoeForCausalLM: 'qwen3_5_moe',
  GemmaForCausalLM: 'gemma',
  Gemma2ForCausalLM: 'gemma2',
  VaultGemmaForCausalLM: 'vaultgemma',
  PhimoeForCausalLM: 'phimoe',
  GptOssForCausalLM: 'gpt_oss',
  CohereForCausalLM: 'cohere',
  Cohere2ForCausalLM: 'cohere2',
  GlmForCausalLM: 'glm',
  Glm4ForCausalLM: 'glm4',
  Glm4MoeForCausalLM: 'glm4_moe',
  Glm4MoeLiteForCausalLM: 'glm4_moe_lite',
  GlmMoeDsaForCausalLM: 'glm_moe_dsa',
  OlmoForCausalLM: 'olmo',
  Olmo2ForCausalLM: 'olmo2',
  OlmoeForCausalLM: 'olmoe',
  FlexOlmoForCausalLM: 'flex_olmo',
  GraniteForCausalLM: 'granite',
  GraniteMoeForCausalLM: 'granitemoe',
  GraniteMoeSharedForCausalLM: 'granitemoeshared',
  StableLmForCausalLM: 'stablelm',
  Starcoder2ForCausalLM: 'starcoder2',
  NemotronForCausalLM: 'nemotron',
  ArceeForCausalLM: 'arcee',
  ApertusForCausalLM: 'apertus',
  BitNetForCausalLM: 'bitnet',
  CwmForCausalLM: 'cwm',
  DiffLlamaForCausalLM: 'diffllama',
  Dots1ForCausalLM: 'dots1',
  Ernie4_5ForCausalLM: 'ernie4_5',
  Ernie4_5_MoeForCausalLM: 'ernie4_5_moe',
  Exaone4ForCausalLM: 'exaone4',
  HeliumForCausalLM: 'helium',
  HunYuanDenseV1ForCausalLM: 'hunyuan_v1_dense',
  HunYuanMoEV1ForCausalLM: 'hunyuan_v1_moe',
  Llama4ForCausalLM: 'llama4',
  MiniMaxForCausalLM: 'minimax',
  MllamaForCausalLM: 'mllama',
  SeedOssForCausalLM: 'seed_oss',
  SmolLM3ForCausalLM: 'smollm3',
};

/** The same names, for classes that checkpoints also bring themselves: their own code keeps rotary embedding in each layer. */
const foldersBesideOwnCode: Readonly<Record<string, string>> = {
  Phi3ForCausalLM: 'phi3',
  DeepseekV2ForCausalLM: 'deepseek_v2',
  DeepseekV3ForCausalLM: 'deepseek_v3',
  DeepseekV32ForCausalLM: 'deepseek_v32',
  MiniMaxM2ForCausalLM: 'minimax_m2',
};

/** Classes whose modules are named as Llama's. */
export const likeLlama: Layouts = {
  ...layoutsOf(folders, {}),
  ...layoutsOf(foldersBesideOwnCode, { optional: ['rotary_emb', 'embed_dropout'] }),
};

/** `model_type` of decoders that are named as Llama's, wherever they are built in. */
export const decodersLikeLlama: ReadonlySet<string> = new Set([
  ...Object.values(folders),
  ...Object.values(foldersBesideOwnCode),
  'aria_text',
  'gemma3_text',
  'llama4_text',
]);

function layoutsOf(classes: Readonly<Record<string, string>>, more: Partial<Layout>): Layouts {
  const layout = (folder: string): Layout => ({ ...decoderOfLlama, root: 'model', source: modelingFile(folder), ...more });
  return Object.fromEntries(Object.entries(classes).map(([name, folder]) => [name, [layout(folder)]]));
}
