import {
  awq,
  blockFp8,
  compressedInt4,
  dense,
  gptq,
  grouped,
  latentAttention,
  mixture,
  modeloptNvfp4,
  type Shape,
  vision,
  windowedVision,
} from './shapes.ts';
import type { Verdicts } from './verdicts.ts';

/** InternViT-6B's 25 heads beside a decoder that 5 and 6 ranks can share. */
function internVision(towerWidth: number): Shape {
  return {
    architectures: ['InternVLChatModel'],
    model_type: 'internvl_chat',
    llm_config: dense({ architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', vocab_size: 61_440 }),
    vision_config: { hidden_size: 3200, num_attention_heads: 25, intermediate_size: towerWidth, num_hidden_layers: 4 },
  };
}

/** Derived from SGLang's sources by hand, file by file as docs/engines/sglang.md names them; not from what shardlint says. */
export const sglangVerdicts: readonly Verdicts[] = [
  {
    about: 'heads and KV heads over the ranks of the attention',
    config: dense(),
    launches: {
      '--tp 1': 'ok',
      '--tp-size 3': 'ok',
      '--tensor-parallel-size=6': 'ok',
      '--tp 12': 'ok',
      '--tp 4': 'error kv-heads',
      '--tp 8': 'error kv-heads',
      '--tp 5': 'error attention-heads',
      '--tp 4 --dp 2 --enable-dp-attention': 'ok',
      '--tp 8 --dp 2 --enable-dp-attention': 'error kv-heads',
      '--tp 8 --dp 4 --enable-dp-attention': 'ok',
      '--tp 8 --dp 3 --enable-dp-attention': 'error data-parallel',
      '--tp 4 --dp 2': 'error kv-heads',
      '--tp 4 --attn-cp-size 2': 'ok',
      '--tp 6 --attn-cp-size 4': 'error context-parallel',
      '--tp 4 --attn-cp-size 2 --dp 4 --enable-dp-attention': 'error context-parallel',
    },
  },
  {
    about: 'nodes share the ranks of all stages',
    config: dense(),
    launches: {
      '--tp 6 --nnodes 2 --node-rank 0': 'ok',
      '--tp 3 --nnodes 2 --node-rank 0': 'error node-count',
      '--tp 3 --pp-size 2 --nnodes 2 --node-rank 1': 'ok',
      '--tp 6 --nnodes 4': 'error node-count',
      '--tp 6 --nnodes 2 --node-rank 2': 'error node-count',
      '--tp 6 --dp 2 --nnodes 2': 'error data-parallel',
      '--tp 6 --dp 2 --nnodes 2 --enable-dp-attention': 'ok',
      '--tp 0': 'error size-range',
    },
  },
  {
    about: 'a vocabulary that is padded to 64, and not to the ranks',
    config: dense({ vocab_size: 49_100 }),
    launches: { '--tp 2': 'ok', '--tp 3': 'ok', '--tp 6': 'ok', '--tp 12': 'ok' },
  },
  {
    about: 'a vocabulary that 3 does not divide',
    config: dense({ vocab_size: 151_936 }),
    launches: {
      '--tp 2': 'ok',
      '--tp 3': 'error vocabulary',
      '--tp 6': 'error vocabulary',
      '--tp 6 --device cpu': 'ok',
      '--tp 5 --device cpu': 'ok',
      '--tp 6 --dp 3 --enable-dp-attention': 'ok',
    },
  },
  {
    about: 'an MLP width that 16 does not divide',
    config: grouped(11_000),
    launches: { '--tp 8': 'ok', '--tp 16': 'error mlp-width', '--tp 16 --moe-dense-tp-size 1': 'error mlp-width' },
  },
  {
    about: 'experts in FP8 blocks: the pair of sizes decides',
    config: mixture(128, 1536, blockFp8),
    launches: {
      '--tp 4': 'ok',
      '--tp 8': 'error quant-block',
      '--tp 8 --ep 2': 'ok',
      '--tp 8 --ep-size 4': 'ok',
      '--tp 8 --expert-parallel-size 8': 'ok',
      '--tp 8 --ep 3': 'error parallel-layout',
      '--tp 1 --ep 8': 'error parallel-layout',
      '--tp 16 --ep 2': 'error quant-block',
      '--tp 16 --ep 4': 'ok',
      '--tp 8 --moe-a2a-backend deepep': 'ok',
      '--tp 8 --moe-dp-size 2': 'ok',
      '--tp 8 --moe-dp-size 2 --ep 2': 'error parallel-layout',
      '--tp 8 --ep 2 --moe-runner-backend flashinfer_cutlass': 'error parallel-layout',
      '--tp 8 --ep 8 --moe-runner-backend flashinfer_cutlass': 'ok',
    },
  },
  {
    about: 'an expert width that does not split',
    config: mixture(60, 1408),
    launches: {
      '--tp 8': 'ok',
      '--tp 16': 'ok',
      '--tp 8 --ep 8': 'error expert-count',
      '--tp 4 --ep 4': 'ok',
      '--tp 8 --ep 8 --ep-num-redundant-experts 4': 'ok',
      '--tp 64': 'error attention-heads',
    },
  },
  {
    about: 'more slices of an expert than experts',
    config: mixture(8, 12_288),
    launches: { '--tp 8': 'ok', '--tp 16': 'error expert-count', '--tp 16 --ep 2': 'ok' },
  },
  {
    about: 'dense layers of a mixture, kept whole',
    config: latentAttention({ intermediate_size: 10_944, moe_intermediate_size: 1536, n_routed_experts: 64 }),
    launches: {
      '--tp 8': 'ok',
      '--tp 24': 'ok',
      '--tp 16 --moe-dense-tp-size 1': 'ok',
      '--tp 16 --moe-dense-tp-size 2': 'error parallel-layout',
    },
  },
  {
    about: 'merged outputs in FP8 blocks, on one rank too',
    config: dense({ head_dim: 96, hidden_size: 4608, ...blockFp8 }),
    launches: { '--tp 1': 'error quant-block', '--tp 2': 'error quant-block' },
  },
  {
    about: 'a row-parallel input in FP8 blocks',
    config: grouped(11_008, blockFp8),
    launches: { '--tp 1': 'ok', '--tp 2': 'ok', '--tp 4': 'error quant-block' },
  },
  {
    about: 'AWQ on Marlin looks at the shape of a rank',
    config: grouped(11_008, awq(64)),
    launches: {
      '--tp 1': 'ok',
      '--tp 2': 'ok',
      '--tp 4': 'error quant-group',
      '--tp 4 --quantization awq': 'ok',
      '--tp 8': 'error quant-group',
    },
  },
  {
    about: 'AWQ of a width whose groups are cut',
    config: grouped(29_568, awq(128)),
    launches: {
      '--tp 1': 'ok',
      '--tp 2': 'error quant-group',
      '--tp 2 --quantization awq_marlin': 'error quant-group',
      '--tp 2 --quantization awq': 'error quant-group',
      '--tp 1 --quantization gptq': 'error quant-mismatch',
      '--tp 1 --quantization awq --dtype bfloat16': 'error quant-dtype',
      '--tp 1 --dtype bfloat16': 'ok',
    },
  },
  {
    about: 'GPTQ: nobody looks at the groups, and an act-order has all scales everywhere',
    config: grouped(29_568, gptq(128)),
    launches: { '--tp 1': 'ok', '--tp 2': 'error quant-group', '--tp 2 --quantization gptq': 'error quant-group' },
  },
  {
    about: 'GPTQ with act-order',
    config: grouped(29_696, gptq(128, { desc_act: true })),
    launches: { '--tp 1': 'ok', '--tp 8': 'ok', '--tp 16': 'ok', '--tp 16 --quantization gptq': 'error quant-group' },
  },
  {
    about: 'GPTQ experts need Marlin',
    config: mixture(128, 1536, gptq(128)),
    launches: { '--tp 2': 'ok', '--tp 2 --quantization gptq': 'error quant-method' },
  },
  {
    about: 'AWQ experts: Triton halves the group down to 32',
    config: mixture(128, 1536, awq(128)),
    launches: { '--tp 4': 'ok', '--tp 8': 'warning expert-group', '--tp 16': 'warning expert-group', '--tp 32': 'error expert-group' },
  },
  {
    about: 'compressed-tensors asserts whole groups',
    config: grouped(29_568, compressedInt4(128)),
    launches: { '--tp 1': 'ok', '--tp 2': 'error quant-group', '--tp 4': 'error quant-group' },
  },
  {
    about: 'NVFP4 of ModelOpt: 16 inputs share a scale',
    config: grouped(12_296, modeloptNvfp4),
    launches: { '--tp 1': 'error quant-group', '--tp 2': 'error quant-group' },
  },
  {
    about: 'a tower of 16 heads',
    config: vision(),
    launches: {
      '--tp 2': 'ok',
      '--tp 3': 'error vision-heads',
      '--tp 3 --mm-enable-dp-encoder': 'ok',
      '--tp 6 --dp 3 --enable-dp-attention': 'ok',
    },
  },
  {
    about: 'a tower MLP that 8 does not divide',
    config: windowedVision(3420),
    launches: { '--tp 4': 'ok', '--tp 8': 'error vision-mlp', '--tp 8 --mm-enable-dp-encoder': 'ok' },
  },
  {
    about: '25 tower heads are padded, the tower MLP is not',
    config: internVision(12_800),
    launches: { '--tp 2': 'ok', '--tp 3': 'error vision-mlp', '--tp 6': 'error vision-mlp', '--tp 6 --mm-enable-dp-encoder': 'ok' },
  },
  {
    about: 'before v0.4.10 the tower heads were not padded',
    config: internVision(12_288),
    engineVersion: '0.4.9',
    launches: { '--tp 1': 'ok', '--tp 2': 'error vision-heads' },
  },
];
