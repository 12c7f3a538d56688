import {
  awq,
  blockFp8,
  compressedInt4,
  compressedNvfp4,
  dense,
  gptq,
  grouped,
  hybrid,
  latentAttention,
  mixture,
  modeloptNvfp4,
  type Shape,
  tensorFp8,
  vision,
  windowedVision,
} from './shapes.ts';

/** What vLLM makes of launches of one model. */
export interface Verdicts {
  readonly about: string;
  readonly config: Shape;
  readonly files?: Readonly<Record<string, Shape>>;
  readonly engineVersion?: string;
  readonly gpu?: string;
  /** Arguments after `vllm serve ./model` → the verdict; for an error or a warning, the rule that must be among its reasons. */
  readonly launches: Readonly<Record<string, `ok` | `warning ${string}` | `error ${string}`>>;
}

const drafting = `--speculative-config '{"model": "./draft", "num_speculative_tokens": 3}'`;
const withoutPictures = `--limit-mm-per-prompt '{"image": 0}'`;

const miniCpm: Shape = {
  architectures: ['MiniCPM3ForCausalLM'],
  model_type: 'minicpm3',
  head_dim: undefined,
  q_lora_rank: 768,
  kv_lora_rank: 256,
  qk_nope_head_dim: 64,
  qk_rope_head_dim: 32,
};

const bigCode: Shape = {
  architectures: ['GPTBigCodeForCausalLM'],
  model_type: 'gpt_bigcode',
  n_embd: 3072,
  n_head: 48,
  n_layer: 4,
  n_inner: 4100,
  n_positions: 8192,
  vocab_size: 49_152,
  multi_query: true,
};

const moonTower: Shape = {
  architectures: ['KimiVLForConditionalGeneration'],
  model_type: 'kimi_vl',
  text_config: grouped(12_288, { model_type: 'deepseek_v3', architectures: undefined }),
  vision_config: { model_type: 'moonvit', hidden_size: 768, num_attention_heads: 12, num_hidden_layers: 4, intermediate_size: 4096 },
};

/** Derived from vLLM's sources by hand, file by file as docs/engines/vllm.md names them; not from what shardlint says. */
export const verdicts: readonly Verdicts[] = [
  {
    about: '48 heads over 6 KV heads: KV heads split or replicate, nothing in between',
    config: dense(),
    launches: {
      '-tp 1': 'ok',
      '-tp 2': 'ok',
      '-tp 3': 'ok',
      '-tp 6': 'ok',
      '-tp 12': 'ok',
      '-tp 24': 'ok',
      '-tp 4': 'error kv-heads',
      '-tp 8': 'error kv-heads',
      '-tp 16': 'error kv-heads',
      '-tp 5': 'error attention-heads',
      '-tp 7': 'error attention-heads',
    },
  },
  {
    about: 'a vocabulary that is padded to a multiple of 64 before it is split',
    config: dense({ vocab_size: 49_100 }),
    launches: { '-tp 2': 'ok', '-tp 3': 'ok', '-tp 6': 'ok', '-tp 12': 'ok' },
  },
  {
    about: 'a vocabulary that 3 does not divide',
    config: dense({ vocab_size: 151_936 }),
    launches: { '-tp 2': 'ok', '-tp 3': 'error vocabulary', '-tp 6': 'error vocabulary' },
  },
  {
    about: 'an MLP width that 16 does not divide',
    config: grouped(11_000),
    launches: { '-tp 4': 'ok', '-tp 8': 'ok', '-tp 16': 'error mlp-width', '-tp 32': 'error mlp-width' },
  },
  {
    about: 'one KV head for all',
    config: grouped(8192, { num_key_value_heads: 1 }),
    launches: { '-tp 1': 'ok', '-tp 2': 'ok', '-tp 8': 'ok', '-tp 32': 'ok' },
  },
  {
    about: 'gpt-oss cannot replicate KV heads',
    config: grouped(2880, {
      architectures: ['GptOssForCausalLM'],
      model_type: 'gpt_oss',
      num_key_value_heads: 4,
      head_dim: 64,
      hidden_size: 2880,
      num_local_experts: 32,
      num_experts_per_tok: 4,
      layer_types: ['sliding_attention', 'full_attention', 'sliding_attention', 'full_attention'],
      sliding_window: 128,
      quantization_config: { quant_method: 'mxfp4', modules_to_not_convert: ['model.layers.*.self_attn', 'lm_head'] },
    }),
    launches: { '-tp 1': 'ok', '-tp 2': 'ok', '-tp 4': 'ok', '-tp 8': 'error kv-heads' },
  },
  {
    about: 'latent attention has no KV heads to split',
    config: latentAttention(),
    launches: { '-tp 4': 'ok', '-tp 16': 'ok', '-tp 48': 'ok', '-tp 32': 'error attention-heads', '-tp 8 -dcp 4': 'ok' },
  },
  {
    about: 'shared experts are split over the tensor-parallel ranks alone',
    config: latentAttention({ moe_intermediate_size: 1544, n_shared_experts: 1 }),
    launches: { '-tp 8': 'ok', '-tp 16': 'error shared-expert-width', '-tp 16 --enable-expert-parallel': 'error shared-expert-width' },
  },
  {
    about: 'experts are cut over TP × DP, and stay whole with expert parallelism',
    config: mixture(64, 1000),
    launches: {
      '-tp 8': 'ok',
      '-tp 16': 'error expert-width',
      '-tp 16 --enable-expert-parallel': 'ok',
      '-tp 4 --data-parallel-size 2': 'ok',
      '-tp 4 --data-parallel-size 4': 'error expert-width',
      '-tp 4 --data-parallel-size 4 -ep': 'ok',
    },
  },
  {
    about: 'some classes want as many experts as ranks',
    config: mixture(4, 1024),
    launches: { '-tp 4': 'ok', '-tp 8': 'error expert-count', '-tp 8 --enable-expert-parallel': 'error expert-count' },
  },
  {
    about: 'Mixtral has no such wish',
    config: grouped(14_336, {
      architectures: ['MixtralForCausalLM'],
      model_type: 'mixtral',
      num_local_experts: 4,
      num_experts_per_tok: 2,
    }),
    launches: { '-tp 8': 'ok' },
  },
  {
    about: 'expert parallelism of a model without experts',
    config: dense(),
    launches: { '-tp 2 --enable-expert-parallel': 'error expert-parallel', '-tp 2 --no-enable-expert-parallel': 'ok' },
  },
  {
    about: 'a class that left the registry',
    config: dense({ architectures: ['InternLMForCausalLM'], model_type: 'internlm' }),
    engineVersion: '0.24.0',
    launches: { '-tp 2': 'error model-class', '-tp 2 --model-impl transformers': 'ok' },
  },
  {
    about: 'the last release that had it',
    config: dense({ architectures: ['InternLMForCausalLM'], model_type: 'internlm' }),
    engineVersion: '0.23.2',
    launches: { '-tp 2': 'ok' },
  },
  {
    about: 'a class that left the registry, where no release is named',
    config: dense({ architectures: ['InternLMForCausalLM'], model_type: 'internlm' }),
    launches: { '-tp 2': 'warning model-class' },
  },
  {
    about: 'DBRX loads its experts cut over the ranks, whatever is asked',
    config: {
      architectures: ['DbrxForCausalLM'],
      model_type: 'dbrx',
      d_model: 6144,
      n_heads: 48,
      n_layers: 40,
      vocab_size: 100_352,
      attn_config: { kv_n_heads: 8 },
      ffn_config: { ffn_hidden_size: 10_752, moe_num_experts: 16, moe_top_k: 4 },
    },
    launches: {
      '-tp 8': 'ok',
      '-tp 8 --enable-expert-parallel': 'error expert-parallel',
      '-tp 1 --data-parallel-size 2 --enable-expert-parallel': 'error expert-parallel',
      '-tp 1 --enable-expert-parallel': 'ok',
    },
  },
  {
    about: 'the load balancer wants experts in equal numbers',
    config: mixture(64, 1024),
    launches: {
      '-tp 4 --enable-eplb': 'error expert-balance',
      '-tp 4 -ep --enable-eplb': 'ok',
      '-tp 4 -ep --enable-eplb --eplb-config.num_redundant_experts 3': 'error expert-balance',
      '-tp 4 -ep --enable-eplb --eplb-config.num_redundant_experts 4': 'ok',
    },
  },
  {
    about: 'state-space groups are not replicated unless there is one',
    config: hybrid(),
    launches: { '-tp 4': 'ok', '-tp 8': 'ok', '-tp 16': 'error state-space' },
  },
  { about: 'a single state-space group is on every rank', config: hybrid({ n_groups: 1 }), launches: { '-tp 16': 'ok' } },
  {
    about: 'linear attention has heads of its own',
    config: mixture(64, 1024, {
      architectures: ['Qwen3NextForCausalLM'],
      model_type: 'qwen3_next',
      linear_num_value_heads: 24,
      linear_num_key_heads: 8,
      linear_key_head_dim: 128,
      linear_value_head_dim: 128,
      linear_conv_kernel_dim: 4,
      shared_expert_intermediate_size: 1024,
      full_attention_interval: 4,
      num_key_value_heads: 2,
    }),
    launches: { '-tp 4': 'ok', '-tp 8': 'ok', '-tp 16': 'error linear-attention' },
  },
  {
    about: 'a tower of 16 heads is split like the language model, unless each rank keeps all of it',
    config: vision(),
    launches: {
      '-tp 2': 'ok',
      '-tp 3': 'error vision-heads',
      '-tp 6': 'error vision-heads',
      '-tp 3 --mm-encoder-tp-mode data': 'ok',
      '-tp 3 --mm-encoder-tp-mode weights': 'error vision-heads',
    },
  },
  {
    about: 'a tower is built even where no picture may come',
    config: windowedVision(3420),
    launches: {
      '-tp 4': 'ok',
      '-tp 8': 'error vision-mlp',
      '-tp 8 --mm-encoder-tp-mode data': 'ok',
      '-tp 8 --language-model-only': 'error vision-mlp',
      [`-tp 8 ${withoutPictures}`]: 'error vision-mlp',
    },
  },
  { about: 'a tower width that 8 divides', config: windowedVision(3456), launches: { '-tp 8': 'ok', '-tp 16': 'ok' } },
  {
    about: 'layers need not split evenly over pipeline stages',
    config: dense(),
    launches: { '-pp 2': 'ok', '-pp 3': 'ok', '-tp 2 -pp 4': 'ok' },
  },
  {
    about: 'a class without pipeline parallelism',
    config: hybrid({ architectures: ['Mamba2ForCausalLM'], model_type: 'mamba2', num_heads: 64, head_dim: 64, state_size: 128, expand: 1 }),
    launches: { '-pp 2': 'error pipeline-unsupported' },
  },
  {
    about: 'decode context parallelism of grouped-query attention divides what is replicated',
    config: grouped(12_288),
    launches: {
      '-tp 16 -dcp 2': 'ok',
      '-tp 16 -dcp 4': 'error context-parallel',
      '-tp 8 -dcp 2': 'error context-parallel',
      '-tp 16 -dcp 3': 'error context-parallel',
    },
  },
  { about: 'ranks over nodes', config: dense(), launches: { '-tp 2 --nnodes 2': 'ok', '-tp 2 --nnodes 3': 'error node-count' } },
  {
    about: 'what the argument parser refuses, whatever the model',
    config: dense(),
    launches: {
      '--tp 2': 'error option-unknown',
      '-tp two': 'error option-value',
      '-tp 2.0': 'error option-value',
      '-tp 0': 'error size-range',
      '-tp': 'error option-value',
      '--tensor_parallel_size=2': 'ok',
      '--tensor-parallel 2': 'ok',
      '-tp 5 -tp 2': 'ok',
    },
  },
  {
    about: 'LoRA ranks are of a list',
    config: dense(),
    launches: { '--enable-lora --max-lora-rank 24': 'warning option-value', '--enable-lora --max-lora-rank 64': 'ok' },
  },
  {
    about: 'a draft model splits like its target',
    config: dense(),
    files: { 'draft/config.json': grouped(4864, { num_attention_heads: 14, num_key_value_heads: 2, hidden_size: 1792 }) },
    launches: {
      [`-tp 2 ${drafting}`]: 'ok',
      [`-tp 6 ${drafting}`]: 'error draft-model',
    },
  },
  {
    about: 'AWQ, 86 groups of 128 in the width',
    config: grouped(11_008, awq(128)),
    launches: { '-tp 1': 'ok', '-tp 2': 'ok', '-tp 4': 'error quant-group', '-tp 8': 'error quant-group' },
  },
  {
    about: 'AWQ, the same width in groups of 64',
    config: grouped(11_008, awq(64)),
    launches: { '-tp 4': 'ok', '-tp 8': 'error quant-group' },
  },
  { about: 'GPTQ of eight bits', config: grouped(12_288, gptq(128, { bits: 8 })), gpu: 'sm80', launches: { '-tp 2': 'ok', '-tp 8': 'ok' } },
  {
    about: 'GPTQ in bfloat16 on Ampere: no kernel takes a part of a group',
    config: grouped(11_008, gptq(128)),
    gpu: 'sm80',
    launches: { '-tp 2': 'ok', '-tp 4': 'error quant-group', '-tp 8': 'error quant-group' },
  },
  {
    about: 'GPTQ in float16: Exllama takes it and reads other scales',
    config: grouped(11_008, gptq(128)),
    gpu: 'sm80',
    launches: { '-tp 2 --dtype float16': 'ok', '-tp 4 --dtype float16': 'error quant-group' },
  },
  {
    about: 'GPTQ in the order of activations keeps to whole tiles',
    config: grouped(11_072, gptq(32, { desc_act: true })),
    gpu: 'sm80',
    launches: { '-tp 2': 'error quant-group' },
  },
  {
    about: 'Marlin fills up tiles since 0.24',
    config: grouped(11_072, gptq(32)),
    gpu: 'sm80',
    engineVersion: '0.24.0',
    launches: { '-tp 1': 'ok', '-tp 2': 'ok' },
  },
  {
    about: 'Marlin refuses tiles that are not full before 0.24',
    config: grouped(11_072, gptq(32)),
    gpu: 'sm80',
    engineVersion: '0.20.0',
    launches: { '-tp 2': 'error quant-group' },
  },
  {
    about: 'compressed-tensors in groups of 128',
    config: grouped(11_008, compressedInt4(128)),
    gpu: 'sm80',
    launches: { '-tp 2': 'ok', '-tp 4': 'error quant-group' },
  },
  {
    about: 'FP8 blocks of 128 × 128',
    config: grouped(13_824, blockFp8),
    gpu: 'sm90',
    launches: { '-tp 1': 'ok', '-tp 4': 'ok', '-tp 8': 'error quant-block' },
  },
  {
    about: 'FP8 blocks over KV heads of 64',
    config: grouped(8192, { ...blockFp8, head_dim: 64, hidden_size: 2048 }),
    gpu: 'sm90',
    launches: { '-tp 2': 'ok', '-tp 4': 'ok', '-tp 8': 'error quant-block' },
  },
  {
    about: 'FP8 scales of a whole tensor: any width that splits',
    config: grouped(13_824, tensorFp8),
    gpu: 'sm90',
    launches: { '-tp 2': 'ok', '-tp 8': 'ok' },
  },
  {
    about: 'FP8 blocks in experts, and what expert parallelism changes',
    config: mixture(64, 1280, blockFp8),
    gpu: 'sm90',
    launches: { '-tp 2': 'ok', '-tp 4': 'error quant-block', '-tp 4 --enable-expert-parallel': 'ok' },
  },
  {
    about: 'groups of GPTQ experts are halved, down to 32',
    config: mixture(64, 1280, gptq(128)),
    gpu: 'sm80',
    launches: { '-tp 2': 'ok', '-tp 4': 'warning expert-group', '-tp 4 -ep': 'ok' },
  },
  {
    about: 'groups of GPTQ experts that would have to be halved below 32',
    config: mixture(64, 1392, gptq(128)),
    gpu: 'sm80',
    launches: { '-tp 2': 'error expert-group' },
  },
  {
    about: 'compressed-tensors experts in whole groups since 0.24',
    config: mixture(64, 1280, compressedInt4(128)),
    gpu: 'sm80',
    engineVersion: '0.24.0',
    launches: { '-tp 2': 'ok', '-tp 4': 'error expert-group', '-tp 4 -ep': 'ok' },
  },
  {
    about: 'NVFP4 of ModelOpt is checked',
    config: grouped(11_040, modeloptNvfp4),
    gpu: 'sm100',
    launches: { '-tp 2': 'ok', '-tp 4': 'error quant-group' },
  },
  {
    about: 'NVFP4 of compressed-tensors is not checked and comes out wrong',
    config: grouped(11_040, compressedNvfp4),
    gpu: 'sm100',
    launches: { '-tp 2': 'ok', '-tp 4': 'error quant-scales' },
  },
  {
    about: 'NVFP4 experts come out wrong',
    config: mixture(64, 1856, modeloptNvfp4),
    gpu: 'sm100',
    launches: { '-tp 4': 'ok', '-tp 8': 'error quant-scales', '-tp 8 --enable-expert-parallel': 'ok' },
  },
  {
    about: 'a tower that is quantized with the rest',
    config: vision({}, awq(128)),
    launches: { '-tp 2': 'ok' },
  },
  {
    about: 'a tower that is quantized, in fewer groups than ranks can share',
    config: vision(
      {},
      { ...awq(128, { modules_to_not_convert: ['lm_head'] }), num_key_value_heads: 8, num_attention_heads: 64, hidden_size: 8192 },
    ),
    launches: { '-tp 2': 'ok', '-tp 4': 'error quant-group', '-tp 4 --mm-encoder-tp-mode data': 'ok' },
  },
  {
    about: 'the same tower left alone',
    config: vision(
      {},
      { ...awq(128, { modules_to_not_convert: ['visual'] }), num_key_value_heads: 8, num_attention_heads: 64, hidden_size: 8192 },
    ),
    launches: { '-tp 4': 'ok', '-tp 8': 'ok' },
  },
  {
    about: 'a quantization option and a checkpoint that is not quantized',
    config: grouped(12_288),
    launches: {
      '-tp 2 --quantization awq': 'error quant-missing',
      '-tp 2 --quantization fp8': 'ok',
      '-tp 2 -q aqlm': 'error quant-method',
    },
  },
  {
    about: 'a quantization option and a checkpoint of another method',
    config: grouped(12_288, awq(128)),
    launches: {
      '-tp 2 --quantization gptq': 'error quant-mismatch',
      '-tp 2 --quantization awq_marlin': 'ok',
      '-tp 2 --quantization awq': 'ok',
      '-tp 2 --dtype float32': 'error quant-dtype',
    },
  },
  {
    about: 'an explicit awq took float16 alone up to 0.23',
    config: grouped(12_288, awq(128)),
    engineVersion: '0.20.0',
    launches: {
      '-tp 2 --quantization awq --dtype bfloat16': 'error quant-dtype',
      '-tp 2 --quantization awq --dtype float16': 'ok',
      '-tp 2': 'ok',
    },
  },
  {
    about: 'a family that has no float16',
    config: grouped(12_288, { architectures: ['Gemma2ForCausalLM'], model_type: 'gemma2' }),
    launches: { '-tp 2 --dtype float16': 'error quant-dtype', '-tp 2': 'ok' },
  },
  { about: 'AWQ on Volta', config: grouped(12_288, awq(128)), gpu: 'sm70', launches: { '-tp 2': 'error quant-gpu' } },
  {
    about: 'a checkpoint of bitsandbytes is not split',
    config: grouped(12_288, { quantization_config: { quant_method: 'bitsandbytes', load_in_4bit: true, bnb_4bit_quant_type: 'nf4' } }),
    engineVersion: '0.24.0',
    launches: { '-tp 1': 'ok', '-tp 2': 'error quant-method' },
  },
  {
    about: 'shared experts of 64 columns on a rank: split with expert parallelism of one copy, kept whole with several',
    config: mixture(128, 1024, {
      model_type: 'qwen3_next',
      architectures: ['Qwen3NextForCausalLM'],
      shared_expert_intermediate_size: 512,
      ...blockFp8,
    }),
    launches: {
      '-tp 4': 'ok',
      '-tp 8': 'error quant-block',
      '-tp 8 --enable-expert-parallel': 'error quant-block',
      '-tp 8 --enable-expert-parallel --data-parallel-size 2': 'ok',
    },
  },
  {
    about: 'the up-projections of latent attention hold whole blocks: 48 heads × 192 rows',
    config: latentAttention({ ...blockFp8, intermediate_size: 49_152, moe_intermediate_size: 49_152 }),
    launches: { '-tp 1': 'ok', '-tp 8': 'ok', '-tp 24': 'ok', '-tp 16': 'error quant-block', '-tp 48': 'error quant-block' },
  },
  {
    about: 'GPTBigCode, which later releases run on the Transformers backend without splitting its layers',
    config: bigCode,
    launches: { '-tp 4': 'ok', '-tp 16': 'ok' },
  },
  {
    about: 'GPTBigCode of its own class',
    config: bigCode,
    engineVersion: '0.20.0',
    launches: { '-tp 4': 'ok', '-tp 16': 'error mlp-width' },
  },
  {
    about: 'MoonViT, whole on every rank up to v0.13',
    config: moonTower,
    engineVersion: '0.13.0',
    launches: { '-tp 2': 'ok', '-tp 8': 'ok' },
  },
  {
    about: 'MoonViT of 12 heads, split by later releases',
    config: moonTower,
    launches: { '-tp 2': 'ok', '-tp 8': 'error vision-heads' },
  },
  {
    about: 'values narrower than keys: the output projection reads 32 heads × 64',
    config: grouped(12_288, { hidden_size: 2048, num_key_value_heads: 32, ...miniCpm, ...gptq(128) }),
    launches: { '-tp 2': 'ok', '-tp 8': 'ok', '-tp 32': 'error quant-group' },
  },
  {
    about: 'expert parallelism of a dense model, which Transformers takes for a mixture where it is a Nemotron-H',
    config: hybrid(),
    launches: { '-tp 2 --enable-expert-parallel': 'ok' },
  },
];
