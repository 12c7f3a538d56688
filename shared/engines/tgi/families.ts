import type { ModelConfig } from '../../model/model-config.ts';

/** Where a class of TGI leaves the KV heads: split over the shards like the others, or kept whole or as many as the heads. */
export type Family = 'split' | 'whole';

/**
 * Model types that TGI has a class of its own for (server/text_generation_server/models/__init__.py `ModelType` and `get_model`,
 * models/custom_modeling/flash_*.py). No class keeps a KV head on more than one shard, but for those that have a single one.
 */
const families: ReadonlyMap<string, Family> = new Map<string, Family>([
  ...types('split', 'llama phi3 granite baichuan phimoe qwen2 mistral mixtral gemma gemma2 gemma3 gemma3_text cohere starcoder2 phi dbrx'),
  ...types('split', 'qwen2_vl qwen2_5_vl mllama idefics2 idefics3 paligemma llava_next falcon RefinedWeb RefinedWebModel'),
  ...types('whole', 'deepseek_v2 deepseek_v3 gpt_bigcode gpt2 gptj gpt_neox bloom mpt opt t5 idefics'),
]);

/** Undefined: run by Transformers, which shards by a plan of its own, or not at all. */
export function familyOf({ modelType, decoder }: ModelConfig): Family | undefined {
  const type = modelType?.value;
  if (type === undefined) return undefined;
  // The first Falcons have one KV head, which every shard keeps (flash_rw_modeling.py FlashRWAttention).
  if (decoder.keyValueHeads?.value === 1 && /^(falcon|RefinedWeb)/.test(type)) return 'whole';
  return families.get(type);
}

function types(family: Family, names: string): readonly (readonly [string, Family])[] {
  return names.split(' ').map((name) => [name, family] as const);
}
