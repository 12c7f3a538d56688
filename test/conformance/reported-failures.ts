import type { EngineName } from '../../shared/engines/engine.ts';
import { awq, blockFp8, dense, gptq, hybrid, latentAttention, mixture, type Shape } from './shapes.ts';

/** A launch that people reported to fail: the sizes are theirs, and the field that the engine stumbles over. */
export interface ReportedFailure {
  readonly about: string;
  readonly engine: EngineName;
  readonly engineVersion?: string;
  /** The config of `./model`; without it the launch names a model of the catalogue. */
  readonly config?: Shape;
  readonly gpu?: string;
  readonly launch: string;
  readonly rule: string;
  /** Where the engine's code was not run on it. */
  readonly verdict?: 'warning';
  /** Part of the message: the numbers that the engine's own error has. */
  readonly numbers: string;
  /** A size that the reporters, or the engine's arithmetic, found to work. */
  readonly works?: string;
}

const qwen72b = {
  architectures: ['Qwen2ForCausalLM'],
  model_type: 'qwen2',
  hidden_size: 8192,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  intermediate_size: 29_568,
  vocab_size: 152_064,
};

const qwen05b = {
  architectures: ['Qwen2ForCausalLM'],
  model_type: 'qwen2',
  hidden_size: 896,
  head_dim: 64,
  num_attention_heads: 14,
  num_key_value_heads: 2,
  intermediate_size: 4864,
  vocab_size: 151_936,
  torch_dtype: 'float16',
};

const baichuan = {
  architectures: ['BaichuanForCausalLM'],
  model_type: 'baichuan',
  hidden_size: 4096,
  head_dim: undefined,
  num_attention_heads: 32,
  num_key_value_heads: undefined,
  intermediate_size: 11_008,
  vocab_size: 125_696,
};

const fp8Blocks = {
  num_bits: 8,
  type: 'float',
  strategy: 'block',
  block_structure: [128, 128],
  symmetric: true,
  dynamic: false,
};

export const reportedFailures: readonly ReportedFailure[] = [
  {
    about: '28 heads over 8 ranks',
    engine: 'vllm',
    launch: 'vllm serve Qwen/Qwen2-7B --tensor-parallel-size 8',
    rule: 'attention-heads',
    numbers: 'num_attention_heads 28',
    works: 'vllm serve Qwen/Qwen2-7B --tensor-parallel-size 4',
  },
  {
    about: '52 heads over 8 ranks',
    engine: 'vllm',
    config: dense({
      hidden_size: 6656,
      num_attention_heads: 52,
      num_key_value_heads: 52,
      intermediate_size: 17_920,
      vocab_size: 32_000,
    }),
    launch: 'vllm serve ./model --tensor-parallel-size 8',
    rule: 'attention-heads',
    numbers: 'num_attention_heads 52',
    works: 'vllm serve ./model --tensor-parallel-size 4',
  },
  {
    about: '32 heads over 3 ranks, in a model with a tower',
    engine: 'vllm',
    engineVersion: '0.8.5.post1',
    launch: 'vllm serve google/gemma-3-27b-it --max-model-len 8192 --tensor-parallel-size 3 --host 0.0.0.0',
    rule: 'attention-heads',
    numbers: 'num_attention_heads 32',
    works: 'vllm serve google/gemma-3-27b-it --max-model-len 8192 --tensor-parallel-size 2 --host 0.0.0.0',
  },
  {
    about: '71 heads over 2 shards',
    engine: 'tgi',
    launch: 'text-generation-launcher --model-id tiiuae/falcon-7b --num-shard 2',
    rule: 'attention-heads',
    numbers: 'num_attention_heads 71',
    works: 'text-generation-launcher --model-id tiiuae/falcon-7b --num-shard 1',
  },
  {
    about: 'linear layers over 3 shards',
    engine: 'tgi',
    launch: 'text-generation-launcher --model-id tiiuae/falcon-40b --num-shard 3',
    rule: 'mlp-width',
    numbers: 'intermediate_size 32768',
    works: 'text-generation-launcher --model-id tiiuae/falcon-40b --num-shard 4',
  },
  {
    about: '28 heads over 8 ranks, quantized',
    engine: 'lmdeploy',
    launch: 'lmdeploy serve api_server Qwen/Qwen2.5-VL-7B-Instruct-AWQ --model-format awq --tp 8',
    rule: 'attention-heads',
    numbers: 'num_attention_heads 28',
  },
  {
    about: '28 heads over 8 ranks, a checkpoint that is converted first',
    engine: 'trtllm',
    launch: 'python convert_checkpoint.py --model_dir Qwen/Qwen2-57B-A14B-Instruct --output_dir ./out --dtype float16 --tp_size 8',
    rule: 'attention-heads',
    numbers: 'num_attention_heads 28',
  },
  {
    about: '231 groups over 4 ranks',
    engine: 'vllm',
    config: dense({ ...qwen72b, ...awq(128) }),
    launch: 'vllm serve ./model --tensor-parallel-size 4',
    rule: 'quant-group',
    numbers: '231 quantization groups',
    works: 'vllm serve ./model --tensor-parallel-size 1',
  },
  {
    about: '231 groups over 2 ranks',
    engine: 'sglang',
    config: dense({ ...qwen72b, ...awq(128) }),
    launch: 'python3.10 -m sglang.launch_server --model-path ./model --tp 2 --dtype float16',
    rule: 'quant-group',
    numbers: '231 quantization groups',
  },
  {
    about: '107 groups over 2 ranks, in a width that the file gives twice as large',
    engine: 'vllm',
    config: dense({
      architectures: ['QWenLMHeadModel'],
      model_type: 'qwen',
      hidden_size: 5120,
      head_dim: undefined,
      num_attention_heads: 40,
      num_key_value_heads: undefined,
      intermediate_size: 27_392,
      vocab_size: 152_064,
      ...gptq(128),
    }),
    launch: 'vllm serve ./model --tensor-parallel-size 2',
    rule: 'quant-group',
    numbers: '13696 / group_size 128 = 107',
    works: 'vllm serve ./model --tensor-parallel-size 1',
  },
  {
    about: '86 groups over 4 ranks',
    engine: 'vllm',
    config: dense({ ...baichuan, ...gptq(128) }),
    launch: 'vllm serve ./model --tensor-parallel-size 4',
    rule: 'quant-group',
    numbers: '86 quantization groups',
    works: 'vllm serve ./model --tensor-parallel-size 2',
  },
  {
    about: '7 groups of an output projection over 2 ranks: garbage',
    engine: 'sglang',
    config: dense({ ...qwen05b, ...gptq(128) }),
    launch: 'python -m sglang.launch_server --model-path ./model --tp 2 --dtype=float16',
    rule: 'quant-group',
    numbers: 'num_attention_heads 14 × head_dim 64 = 896',
  },
  {
    about: '7 groups of an output projection over 2 ranks: no start',
    engine: 'sglang',
    config: dense({ ...qwen05b, ...awq(128) }),
    launch: 'python -m sglang.launch_server --model-path ./model --tp 2 --dtype=float16',
    rule: 'quant-group',
    numbers: '7 quantization groups',
  },
  {
    about: 'the same in groups of 32 runs',
    engine: 'sglang',
    config: dense({ ...qwen05b, ...gptq(32) }),
    launch: 'python -m sglang.launch_server --model-path ./model --tp 3 --dtype=float16',
    rule: 'attention-heads',
    numbers: 'num_attention_heads 14',
    works: 'python -m sglang.launch_server --model-path ./model --tp 2 --dtype=float16',
  },
  {
    about: 'experts of 320: 80 of the two together on a rank',
    engine: 'vllm',
    config: mixture(128, 320, blockFp8),
    launch:
      'vllm serve ./model --tensor-parallel-size 8 --max-num-seqs 256 --speculative-config \'{"method":"mtp","num_speculative_tokens":3}\'',
    rule: 'quant-block',
    numbers: 'moe_intermediate_size 320 / tensor-parallel-size 8 → 40',
  },
  {
    about: 'experts of 3072 over 16 ranks: 192',
    engine: 'vllm',
    config: latentAttention({
      hidden_size: 7168,
      num_attention_heads: 128,
      num_key_value_heads: 128,
      intermediate_size: 18_432,
      moe_intermediate_size: 3072,
      n_routed_experts: 384,
      ...blockFp8,
    }),
    launch: 'vllm serve ./model --tensor-parallel-size 16',
    rule: 'quant-block',
    numbers: '= 192',
    works: 'vllm serve ./model --tensor-parallel-size 8',
  },
  {
    about: 'four nodes of 8',
    engine: 'sglang',
    launch: 'sglang serve --model-path deepseek-ai/DeepSeek-R1 --tp 32 --nnodes 4',
    rule: 'quant-block',
    numbers: 'tp 32',
    works: 'sglang serve --model-path deepseek-ai/DeepSeek-R1 --tp 16 --nnodes 2',
  },
  {
    about: 'shared and routed experts of 1280 over 4 ranks',
    engine: 'sglang',
    config: dense({
      architectures: ['Step3p5ForCausalLM'],
      model_type: 'step3p5',
      hidden_size: 4096,
      num_attention_heads: 64,
      num_key_value_heads: undefined,
      num_attention_groups: 8,
      intermediate_size: 11_264,
      moe_intermediate_size: 1280,
      share_expert_dim: 1280,
      moe_num_experts: 288,
      moe_top_k: 8,
      vocab_size: 128_896,
      ...blockFp8,
    }),
    launch: 'sglang serve --model-path ./model --tp 4',
    rule: 'quant-block',
    numbers: '1280 / tp 4 = 320',
    works: 'sglang serve --model-path ./model --tp 2',
  },
  {
    about: 'a width of 85.5 blocks, at one rank already',
    engine: 'vllm',
    config: latentAttention({
      hidden_size: 2048,
      num_attention_heads: 16,
      num_key_value_heads: 16,
      q_lora_rank: null,
      intermediate_size: 10_944,
      moe_intermediate_size: 1408,
      n_shared_experts: 2,
      quantization_config: {
        quant_method: 'compressed-tensors',
        format: 'float-quantized',
        ignore: ['lm_head'],
        config_groups: { group_0: { targets: ['Linear'], weights: fp8Blocks, input_activations: null, output_activations: null } },
      },
    }),
    launch: 'vllm serve ./model --tensor-parallel-size 1',
    rule: 'quant-block',
    numbers: 'intermediate_size 10944',
  },
  {
    about: '2736 outputs of gate and up, on GPUs without FP8 arithmetic',
    engine: 'vllm',
    engineVersion: '0.11.0',
    gpu: 'RTX 3090',
    config: dense({
      architectures: ['Glm4MoeForCausalLM'],
      model_type: 'glm4_moe',
      hidden_size: 4096,
      num_attention_heads: 96,
      num_key_value_heads: 8,
      intermediate_size: 10_944,
      moe_intermediate_size: 1408,
      n_routed_experts: 128,
      n_shared_experts: 1,
      num_experts_per_tok: 8,
      first_k_dense_replace: 1,
      vocab_size: 151_552,
      quantization_config: {
        quant_method: 'compressed-tensors',
        format: 'float-quantized',
        ignore: ['lm_head'],
        config_groups: {
          group_0: {
            targets: ['Linear'],
            weights: { num_bits: 8, type: 'float', strategy: 'channel', symmetric: true, dynamic: false },
            input_activations: { num_bits: 8, type: 'float', strategy: 'token', symmetric: true, dynamic: true },
          },
        },
      },
    }),
    launch: 'vllm serve ./model --tensor-parallel-size 8',
    rule: 'quant-tile',
    verdict: 'warning',
    numbers: '2736 outputs of gate_up_proj',
    works: 'vllm serve ./model --tensor-parallel-size 2',
  },
  {
    about: '3 Mamba groups over 5 ranks',
    engine: 'vllm',
    config: hybrid({
      hidden_size: 3840,
      num_attention_heads: 30,
      num_key_value_heads: 5,
      mamba_num_heads: 15,
      n_groups: 3,
      intermediate_size: 12_800,
    }),
    launch: 'vllm serve ./model --tensor-parallel-size 5',
    rule: 'state-space',
    numbers: 'n_groups 3',
  },
  {
    about: 'two stages and one GPU',
    engine: 'vllm',
    launch:
      'CUDA_VISIBLE_DEVICES=0 vllm serve deepseek-ai/DeepSeek-V3 --trust-remote-code --tensor-parallel-size 1 --pipeline-parallel-size 2',
    rule: 'gpu-count',
    numbers: 'needs 2 GPUs',
    works:
      'CUDA_VISIBLE_DEVICES=0,1 vllm serve deepseek-ai/DeepSeek-V3 --trust-remote-code --tensor-parallel-size 1 --pipeline-parallel-size 2',
  },
];
