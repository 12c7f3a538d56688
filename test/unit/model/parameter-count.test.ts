import { expect, test } from 'vitest';
import { parameterCount, parametersPerWidth } from '../../../shared/model/parameter-count.ts';
import { readModelConfig } from '../../../shared/model/read-model-config.ts';

/** Sizes in the order of a model card: hidden, layers, heads, KV heads, width, vocabulary. */
function sizes(
  model_type: string,
  [h, l, a, k, w, v]: readonly [number, number, number, number, number, number],
  rest: object = {},
): object {
  return {
    architectures: ['AnyForCausalLM'],
    model_type,
    hidden_size: h,
    num_hidden_layers: l,
    num_attention_heads: a,
    num_key_value_heads: k,
    intermediate_size: w,
    vocab_size: v,
    tie_word_embeddings: false,
    ...rest,
  };
}

const tied = { tie_word_embeddings: true };
const qwen3 = { head_dim: 128 };
const sparse = { decoder_sparse_step: 1, mlp_only_layers: [], num_experts_per_tok: 8 };

/** Public totals of the checkpoints. */
const rows: readonly (readonly [name: string, config: object, parameters: number])[] = [
  ['Llama-3.2-1B', sizes('llama', [2048, 16, 32, 8, 8192, 128256], { ...tied, head_dim: 64 }), 1_235_814_400],
  ['Llama-3.2-3B', sizes('llama', [3072, 28, 24, 8, 8192, 128256], { ...tied, head_dim: 128 }), 3_212_749_824],
  ['Llama-3.1-8B', sizes('llama', [4096, 32, 32, 8, 14336, 128256]), 8_030_261_248],
  ['Llama-3.1-70B', sizes('llama', [8192, 80, 64, 8, 28672, 128256]), 70_553_706_496],
  ['Llama-3.1-405B', sizes('llama', [16384, 126, 128, 8, 53248, 128256]), 405_853_388_800],
  ['Llama-2-7B', sizes('llama', [4096, 32, 32, 32, 11008, 32000]), 6_738_415_616],
  ['Llama-2-70B', sizes('llama', [8192, 80, 64, 8, 28672, 32000]), 68_976_648_192],
  ['Mistral-7B', sizes('mistral', [4096, 32, 32, 8, 14336, 32000]), 7_241_732_096],
  ['Qwen2.5-0.5B', sizes('qwen2', [896, 24, 14, 2, 4864, 151936], tied), 494_032_768],
  ['Qwen2.5-7B', sizes('qwen2', [3584, 28, 28, 4, 18944, 152064]), 7_615_616_512],
  ['Qwen2.5-14B', sizes('qwen2', [5120, 48, 40, 8, 13824, 152064]), 14_770_033_664],
  ['Qwen2.5-32B', sizes('qwen2', [5120, 64, 40, 8, 27648, 152064]), 32_763_876_352],
  ['Qwen2.5-72B', sizes('qwen2', [8192, 80, 64, 8, 29568, 152064]), 72_706_203_648],
  ['Qwen3-0.6B', sizes('qwen3', [1024, 28, 16, 8, 3072, 151936], { ...qwen3, ...tied }), 596_049_920],
  ['Qwen3-1.7B', sizes('qwen3', [2048, 28, 16, 8, 6144, 151936], { ...qwen3, ...tied }), 1_720_574_976],
  ['Qwen3-4B', sizes('qwen3', [2560, 36, 32, 8, 9728, 151936], { ...qwen3, ...tied }), 4_022_468_096],
  ['Qwen3-8B', sizes('qwen3', [4096, 36, 32, 8, 12288, 151936], qwen3), 8_190_735_360],
  ['Qwen3-14B', sizes('qwen3', [5120, 40, 40, 8, 17408, 151936], qwen3), 14_768_307_200],
  ['Qwen3-32B', sizes('qwen3', [5120, 64, 64, 8, 25600, 151936], qwen3), 32_762_123_264],
  [
    'Qwen3-30B-A3B',
    sizes('qwen3_moe', [2048, 48, 32, 4, 6144, 151936], { ...qwen3, ...sparse, num_experts: 128, moe_intermediate_size: 768 }),
    30_532_122_624,
  ],
  [
    'Qwen3-235B-A22B',
    sizes('qwen3_moe', [4096, 94, 64, 4, 12288, 151936], { ...qwen3, ...sparse, num_experts: 128, moe_intermediate_size: 1536 }),
    235_093_634_560,
  ],
  [
    'Qwen3-Coder-480B',
    sizes('qwen3_moe', [6144, 62, 96, 8, 8192, 151936], { ...qwen3, ...sparse, num_experts: 160, moe_intermediate_size: 2560 }),
    480_154_875_392,
  ],
  ['Mixtral-8x7B', sizes('mixtral', [4096, 32, 32, 8, 14336, 32000], { num_local_experts: 8 }), 46_702_792_704],
  ['Mixtral-8x22B', sizes('mixtral', [6144, 56, 48, 8, 16384, 32000], { num_local_experts: 8 }), 140_620_634_112],
  [
    'DeepSeek-V3',
    sizes('deepseek_v3', [7168, 61, 128, 128, 18432, 129280], {
      kv_lora_rank: 512,
      q_lora_rank: 1536,
      qk_nope_head_dim: 128,
      qk_rope_head_dim: 64,
      v_head_dim: 128,
      n_routed_experts: 256,
      n_shared_experts: 1,
      moe_intermediate_size: 2048,
      first_k_dense_replace: 3,
      moe_layer_freq: 1,
    }),
    671_026_419_200,
  ],
  ['gpt-oss-20b', sizes('gpt_oss', [2880, 24, 64, 8, 2880, 201088], { head_dim: 64, num_local_experts: 32 }), 20_914_757_184],
  ['gpt-oss-120b', sizes('gpt_oss', [2880, 36, 64, 8, 2880, 201088], { head_dim: 64, num_local_experts: 128 }), 116_829_156_672],
];

const read = (config: object) => {
  const model = readModelConfig('config.json', JSON.stringify(config), new Map());
  if (model === undefined) throw new Error('not taken for a model');
  return model;
};

test.each(rows)('%s has as many parameters as its card says', (_name, config, parameters) => {
  expect(parameterCount(read(config))).toBe(parameters);
});

test('padding a 72B model from 29568 to 29696 costs about 0.35 %', () => {
  const model = read(sizes('qwen2', [8192, 80, 64, 8, 29568, 152064]));
  const added = 128 * (parametersPerWidth(model) ?? Number.NaN);
  expect(added).toBe(80 * 3 * 8192 * 128);
  expect(added / (parameterCount(model) ?? Number.NaN)).toBeCloseTo(0.0035, 4);
});

test('what is not counted is unknown', () => {
  expect(parameterCount(read({ ...sizes('mamba2', [2560, 64, 1, 1, 1, 50288]), num_heads: 80 }))).toBeUndefined();
  expect(parameterCount(read({ architectures: ['AnyModel'], model_type: 'llama', hidden_size: 64 }))).toBeUndefined();
});
