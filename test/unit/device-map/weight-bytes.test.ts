import { describe, expect, test } from 'vitest';
import { type WeightBytes, weightBytesOf } from '../../../shared/model/weight-bytes.ts';
import { modelOf, type Sizes } from './models.ts';

function bytesOf(sizes: Sizes, rest: object = {}): WeightBytes {
  const bytes = weightBytesOf(modelOf(sizes, rest));
  if (bytes === undefined) throw new Error('no bytes');
  return bytes;
}

function total({ embedding, head, finalNorm, layers, towers }: WeightBytes): number {
  return embedding + head + finalNorm + towers + layers.reduce((sum, layer) => sum + layer, 0);
}

const sizes = (hidden: number, layers: number, heads: number, keyValueHeads: number, width: number, vocabulary: number): Sizes => ({
  hidden,
  layers,
  heads,
  keyValueHeads,
  width,
  vocabulary,
});

const kind = (architecture: string, model_type: string, rest: object = {}): object => ({
  architectures: [architecture],
  model_type,
  ...rest,
});
const qwen2 = kind('Qwen2ForCausalLM', 'qwen2');
const deepseek = kind('DeepseekV3ForCausalLM', 'deepseek_v3', {
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
});
const qwen3Moe = kind('Qwen3MoeForCausalLM', 'qwen3_moe', {
  head_dim: 128,
  decoder_sparse_step: 1,
  mlp_only_layers: [],
  num_experts_per_tok: 8,
  num_experts: 128,
  moe_intermediate_size: 768,
});
const tied = { tie_word_embeddings: true };

/** Parameters that the cards of the checkpoints tell. */
const inBfloat16: readonly (readonly [string, Sizes, object, number])[] = [
  ['Llama-3.2-1B', sizes(2048, 16, 32, 8, 8192, 128256), { ...tied, head_dim: 64 }, 1_235_814_400],
  ['Llama-3.1-8B', sizes(4096, 32, 32, 8, 14336, 128256), {}, 8_030_261_248],
  ['Llama-3.1-70B', sizes(8192, 80, 64, 8, 28672, 128256), {}, 70_553_706_496],
  ['Llama-3.1-405B', sizes(16384, 126, 128, 8, 53248, 128256), {}, 405_853_388_800],
  ['Mistral-7B', sizes(4096, 32, 32, 8, 14336, 32000), kind('MistralForCausalLM', 'mistral'), 7_241_732_096],
  ['Qwen2.5-0.5B', sizes(896, 24, 14, 2, 4864, 151936), { ...qwen2, ...tied }, 494_032_768],
  ['Qwen2.5-72B', sizes(8192, 80, 64, 8, 29568, 152064), qwen2, 72_706_203_648],
  ['Qwen3-8B', sizes(4096, 36, 32, 8, 12288, 151936), kind('Qwen3ForCausalLM', 'qwen3', { head_dim: 128 }), 8_190_735_360],
  ['Qwen3-30B-A3B', sizes(2048, 48, 32, 4, 6144, 151936), qwen3Moe, 30_532_122_624],
  ['Mixtral-8x7B', sizes(4096, 32, 32, 8, 14336, 32000), kind('MixtralForCausalLM', 'mixtral', { num_local_experts: 8 }), 46_702_792_704],
  ['DeepSeek-V3', sizes(7168, 61, 128, 128, 18432, 129280), deepseek, 671_026_419_200],
];

test.each(inBfloat16)('%s takes two bytes for each parameter', (_name, own, rest, parameters) => {
  expect(total(bytesOf(own, rest))).toBe(2 * parameters);
});

test('Llama-3.1-70B takes what the index of its checkpoint says', () => {
  expect(total(bytesOf(sizes(8192, 80, 64, 8, 28672, 128256)))).toBe(141_107_412_992);
});

describe('checkpoints that are stored otherwise', () => {
  test('gpt-oss-120b has its experts in MXFP4', () => {
    const quantization_config = {
      quant_method: 'mxfp4',
      modules_to_not_convert: ['model.layers.*.self_attn', 'model.layers.*.mlp.router', 'model.embed_tokens', 'lm_head'],
    };
    const gptOss = kind('GptOssForCausalLM', 'gpt_oss', { head_dim: 64, num_local_experts: 128, quantization_config });
    expect(total(bytesOf(sizes(2880, 36, 64, 8, 2880, 201088), gptOss))).toBe(65_248_815_744);
  });

  test('MiniMax-M2 is in FP8 with a scale for each block', () => {
    const quantization_config = {
      quant_method: 'fp8',
      activation_scheme: 'dynamic',
      weight_block_size: [128, 128],
      modules_to_not_convert: ['gate', 'e_score_correction_bias', 'lm_head'],
    };
    const minimax = kind('MiniMaxM2ForCausalLM', 'minimax_m2', {
      head_dim: 128,
      num_local_experts: 256,
      use_qk_norm: true,
      quantization_config,
    });
    const share = total(bytesOf(sizes(3072, 62, 48, 8, 1536, 200064), minimax)) / 230_121_630_720;
    expect(share).toBeCloseTo(1, 3);
  });

  const qwen72 = sizes(8192, 80, 64, 64, 24576, 152064);

  test('a layer of Qwen1.5-72B-Chat-GPTQ-Int4 takes about 0.454 GB, its head stays in float16', () => {
    const quantization_config = { quant_method: 'gptq', bits: 4, group_size: 128, desc_act: false, sym: true };
    const { layers, head } = bytesOf(qwen72, { ...qwen2, torch_dtype: 'float16', quantization_config });
    expect((layers[0] ?? 0) / 0.454e9).toBeCloseTo(1, 2);
    expect(head).toBe(2 * 8192 * 152064);
  });

  test('AWQ takes as much; compressed-tensors has no zeros where the weights are symmetric', () => {
    const gptq = { quant_method: 'gptq', bits: 4, group_size: 128, desc_act: false, sym: true };
    const awq = { quant_method: 'awq', bits: 4, group_size: 128, zero_point: true, version: 'gemm' };
    const packed = {
      quant_method: 'compressed-tensors',
      format: 'pack-quantized',
      ignore: ['lm_head'],
      config_groups: {
        group_0: { targets: ['Linear'], weights: { num_bits: 4, type: 'int', symmetric: true, strategy: 'group', group_size: 128 } },
      },
    };
    const layer = (quantization_config: object) => bytesOf(qwen72, { ...qwen2, quantization_config }).layers[0] ?? 0;
    expect(layer(awq)).toBe(layer(gptq));
    const weights = 4 * 8192 * 8192 + 3 * 8192 * 24576;
    expect(layer(gptq) - layer(packed)).toBe((weights * 0.5) / 128);
  });

  test('FP8 by channel takes a byte', () => {
    const quantization_config = {
      quant_method: 'compressed-tensors',
      format: 'float-quantized',
      ignore: ['lm_head'],
      config_groups: {
        group_0: { targets: ['Linear'], weights: { num_bits: 8, type: 'float', symmetric: true, strategy: 'channel' } },
      },
    };
    const half = bytesOf(qwen72, qwen2).layers[0] ?? 0;
    expect((bytesOf(qwen72, { ...qwen2, quantization_config }).layers[0] ?? 0) / half).toBeCloseTo(0.5, 3);
  });
});

describe('towers', () => {
  const vision = { depth: 32, hidden_size: 1280, intermediate_size: 3420, num_heads: 16, out_hidden_size: 3584 };

  test('Qwen2.5-VL-7B has 8.29 billion parameters with its tower', () => {
    const model = kind('Qwen2_5_VLForConditionalGeneration', 'qwen2_5_vl', { vision_config: vision });
    expect(total(bytesOf(sizes(3584, 28, 28, 4, 18944, 152064), model)) / 2 / 8.292e9).toBeCloseTo(1, 2);
  });

  test('LLaVA-1.5-7B has 7.06 billion', () => {
    const clip = {
      model_type: 'clip_vision_model',
      hidden_size: 1024,
      intermediate_size: 4096,
      num_attention_heads: 16,
      num_hidden_layers: 24,
    };
    const model = kind('LlavaForConditionalGeneration', 'llava', { vision_config: clip });
    expect(total(bytesOf(sizes(4096, 32, 32, 32, 11008, 32064), model)) / 2 / 7.063e9).toBeCloseTo(1, 2);
  });
});

test('layers of other kinds are not weighed', () => {
  for (const type of ['qwen3_next', 'qwen3_5_text', 'jamba', 'lfm2', 'gemma3n_text']) {
    expect(weightBytesOf(modelOf({}, { model_type: type }))).toBeUndefined();
  }
});
