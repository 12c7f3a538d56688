import { describe, expect, test } from 'vitest';
import { awq, dense, fp8, gptq, mixture, type Shape, said } from './borders.ts';

const latent = (more: Shape = {}): Shape =>
  dense({
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
    moe_intermediate_size: 1536,
    first_k_dense_replace: 1,
    ...more,
  });

/** What just passes. */
const passes: readonly (readonly [string, string, Shape])[] = [
  ['heads', '--tp 16', dense({ num_key_value_heads: 16 })],
  ['nothing left over', '--tp 8', dense({ intermediate_size: 8 * 1000 })],
  ['one less than the ranks left over', '--tp 8', dense({ intermediate_size: 8 * 1000 + 7 })],
  ['experts', '--tp 8', mixture({ moe_intermediate_size: 8 * 100 })],
  ['experts that stay whole', '--tp 8 --ep 8', mixture({ moe_intermediate_size: 8 * 100 + 1 })],
  ['groups of AWQ', '--tp 8', dense({ intermediate_size: 128 * 88, ...awq })],
  ['heads of AWQ', '--tp 4', dense({ head_dim: 64, ...awq })],
  ['blocks of FP8', '--tp 8', dense({ intermediate_size: 128 * 88, ...fp8 })],
  ['heads of FP8', '--tp 4', dense({ head_dim: 64, ...fp8 })],
  ['blocks of FP8 experts, dealt out unevenly', '--tp 8', mixture({ moe_intermediate_size: 128 * 12, ...fp8 })],
  ['a vocabulary that every rank keeps', '--tp 3', dense({ num_key_value_heads: 3, vocab_size: 49_100 })],
  ['latent attention has one KV head', '--tp 16', latent()],
  ['data parallelism', '--tp 8 --dp 2', dense()],
  ['smooth_quant', '--tp 8', dense({ quantization_config: { quant_method: 'smooth_quant' } })],
  ['FP8 on the fly', '--tp 2 --model-format fp8', dense()],
  ['a share of the memory', '--cache-max-entry-count 0.99', dense()],
  ['blocks of the cache', '--cache-block-seq-len 64 --kernel-block-size 16', dense()],
];

/** What just fails, and how it is said. */
const fails: readonly (readonly [string, string, Shape, string])[] = [
  ['heads', '--tp 32', dense({ num_key_value_heads: 32 }), 'error attention-heads: num_attention_heads 48 is not divisible by tp 32'],
  [
    'KV heads',
    '--tp 6',
    dense(),
    'error kv-heads: num_key_value_heads 8 neither divides nor is divided by tp 6: each rank needs the same number of KV heads',
  ],
  [
    'two less than the ranks left over',
    '--tp 8',
    dense({ intermediate_size: 8 * 1000 + 6 }),
    'error mlp-width: intermediate_size 8006 over tp 8 leaves 6: rank 6 has room for 1000 of it and is given 1001',
  ],
  [
    'experts',
    '--tp 8',
    mixture({ moe_intermediate_size: 8 * 100 + 1 }),
    'error expert-width: moe_intermediate_size 801 is not divisible by tp 8',
  ],
  [
    'groups of AWQ',
    '--tp 8',
    dense({ intermediate_size: 128 * 87, ...awq }),
    'error quant-group: intermediate_size 11136 / group_size 128 = 87 quantization groups in down_proj, not divisible by tp 8',
  ],
  [
    'heads of AWQ',
    '--tp 8',
    dense({ head_dim: 64, ...awq }),
    'error quant-group: num_key_value_heads 8 × head_dim 64 over tp 8 gives 64 outputs of qkv_proj, not a multiple of group_size 128',
  ],
  [
    'blocks of FP8',
    '--tp 8',
    dense({ intermediate_size: 128 * 87, ...fp8 }),
    'error quant-block: intermediate_size 11136 / tp 8 = 1392, not a multiple of the FP8 block size 128',
  ],
  [
    'heads of FP8',
    '--tp 8',
    dense({ head_dim: 64, ...fp8 }),
    'error quant-block: num_key_value_heads 8 × head_dim 64 over tp 8 gives 64 outputs of qkv_proj, not a multiple of the FP8 block size 128',
  ],
  [
    'FP8 experts that are not whole blocks',
    '--tp 1',
    mixture({ moe_intermediate_size: 1600, ...fp8 }),
    'error quant-block: moe_intermediate_size 1600 is not a multiple of the FP8 block size 128',
  ],
  [
    'more ranks than blocks of an FP8 expert',
    '--tp 8',
    mixture({ moe_intermediate_size: 768, ...fp8 }),
    'warning quant-block: moe_intermediate_size 768 / 128 = 6 FP8 blocks for tp 8: 2 of them get no part of an expert and stay idle',
  ],
  ['the embedding of DeepSeek', '--tp 3', latent({ vocab_size: 129_280 }), 'error vocabulary: vocab_size 129280 is not divisible by tp 3'],
  ['ranks of the experts', '--tp 8 --ep 4', mixture(), 'error parallel-layout: ep 4 means 4 ranks, not divisible by tp 8'],
  ['copies', '--tp 8 --dp 3', dense(), 'error parallel-layout: tp 8 means 8 ranks, not divisible by dp 3'],
  [
    'attention that takes more ranks than the MLP',
    '--tp 2 --ep 8',
    mixture(),
    'error parallel-layout: ep 8 means 8 ranks, of which attention takes 8, and tp 2 is not divisible by that',
  ],
  ['GPTQ', '--tp 2', dense(gptq), 'error quant-method: the PyTorch engine does not run gptq: awq, smooth_quant, fp8 are accepted'],
  ['experts in AWQ', '--tp 2', mixture(awq), 'error quant-method: the PyTorch engine has no experts in awq'],
  [
    'AWQ on the fly',
    '--tp 2 --model-format awq',
    dense(),
    'error quant-missing: the PyTorch engine quantizes to fp8 only, and --model-format awq asks for more than the config.json has: drop the option',
  ],
  [
    'a number of blocks',
    '--cache-max-entry-count 1',
    dense(),
    'error option-value: --cache-max-entry-count 1 is refused: the PyTorch engine takes a share between 0 and 1',
  ],
  [
    'a kernel block that is no power of two',
    '--kernel-block-size 48',
    dense(),
    'error option-value: --kernel-block-size 48 is refused: a kernel block is a power of two from 16',
  ],
  [
    'a cache block that is smaller',
    '--cache-block-seq-len 64 --kernel-block-size 128',
    dense(),
    'error option-value: a cache block of 64 tokens is not a multiple of the kernel block of 128',
  ],
];

describe('what just passes', () => {
  test.each(passes)('%s: %s', (_, args, config) => {
    expect(said(`--backend pytorch ${args}`, config).filter((text) => !text.startsWith('information'))).toEqual([]);
  });
});

describe('what just fails', () => {
  test.each(fails)('%s: %s', (_, args, config, message) => {
    expect(said(`--backend pytorch ${args}`, config)).toContain(message);
  });
});

test('KV heads on several ranks are information', () => {
  expect(said('--backend pytorch --tp 16', dense())).toEqual([
    'information kv-heads: num_key_value_heads 8 is less than tp 16: each KV head is kept on 2 ranks, which costs KV-cache memory',
  ]);
});

test('of releases before 0.11 only the heads and the method are judged, as warnings', () => {
  const settings = { engineVersions: { lmdeploy: '0.9.2' } };
  expect(said('--backend pytorch --tp 5', dense({ intermediate_size: 12_291 }), settings).map((text) => text.split(':')[0])).toEqual([
    'warning attention-heads',
  ]);
  expect(said('--backend pytorch --tp 2', dense(gptq), settings).map((text) => text.split(':')[0])).toEqual(['warning quant-method']);
});
