import { awq, blockFp8, compressedInt4, dense, gptq, grouped, latentAttention, type Shape, windowedVision } from './shapes.ts';
import type { Verdicts } from './verdicts.ts';

function qwen(more: Shape = {}): Shape {
  return grouped(12_288, { architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', num_key_value_heads: 4, ...more });
}

/** Falcon-7B's 71 heads over one KV head, and Falcon-40B's 8 groups of 16. */
const falcon: Shape = {
  architectures: ['FalconForCausalLM'],
  model_type: 'falcon',
  hidden_size: 4544,
  num_attention_heads: 71,
  num_hidden_layers: 4,
  vocab_size: 65_024,
  multi_query: true,
  new_decoder_architecture: false,
};

const falconGroups: Shape = { ...falcon, hidden_size: 8192, num_attention_heads: 128, num_kv_heads: 8, new_decoder_architecture: true };

/** Derived from TGI's sources by hand, file by file as docs/engines/tgi.md names them; not from what shardlint says. */
export const tgiVerdicts: readonly Verdicts[] = [
  {
    about: 'heads and KV heads of the Llama family',
    config: dense(),
    launches: {
      '--num-shard 1': 'ok',
      '--num-shard 2': 'ok',
      '--num-shard=3': 'ok',
      '--num-shard 6': 'ok',
      '--num-shard 4': 'error kv-heads',
      '--num-shard 12': 'error kv-heads',
      '--num-shard 5': 'error attention-heads',
      '--num-shard 6 --sharded true': 'ok',
      '--num-shard 1 --sharded true': 'error option-value',
      '--num-shard 4 --sharded false': 'error kv-heads',
      '--sharded false': 'ok',
    },
  },
  {
    about: 'no KV head is on two shards in other families either',
    config: qwen(),
    launches: { '--num-shard 4': 'ok', '--num-shard 8': 'error kv-heads', '--num-shard 3': 'error attention-heads' },
  },
  {
    about: 'one KV head that every shard keeps',
    config: falcon,
    launches: { '--num-shard 1': 'ok', '--num-shard 2': 'error attention-heads' },
  },
  {
    about: 'groups of Falcon',
    config: falconGroups,
    launches: { '--num-shard 8': 'ok', '--num-shard 16': 'error kv-heads', '--num-shard 3': 'error attention-heads' },
  },
  {
    about: 'groups of a split layer',
    config: grouped(14_848, awq(128)),
    launches: { '--num-shard 4': 'ok', '--num-shard 8': 'error quant-group', '--num-shard 8 --quantize awq': 'error quant-group' },
  },
  { about: 'half as long groups', config: grouped(14_848, awq(64)), launches: { '--num-shard 8': 'ok' } },
  {
    about: 'groups of GPTQ',
    config: grouped(14_848, gptq(128)),
    launches: { '--num-shard 4': 'ok', '--num-shard 8': 'error quant-group' },
  },
  {
    about: 'act-order leaves the scales whole, and tiles remain',
    config: grouped(14_848, gptq(128, { desc_act: true })),
    launches: { '--num-shard 4': 'ok', '--num-shard 8': 'ok' },
  },
  {
    about: 'tiles that a shard does not fill',
    config: grouped(14_784, gptq(128, { desc_act: true })),
    launches: { '--num-shard 1': 'ok', '--num-shard 2': 'error quant-tile' },
  },
  {
    about: 'a GPU without Marlin has no tiles',
    config: grouped(14_784, gptq(128, { desc_act: true })),
    gpu: 'T4',
    launches: { '--num-shard 2': 'ok' },
  },
  {
    about: 'packed integers of compressed-tensors',
    config: grouped(14_848, compressedInt4(128)),
    launches: { '--num-shard 4': 'ok', '--num-shard 8': 'error quant-group' },
  },
  { about: 'FP8 blocks', config: grouped(14_848, blockFp8), launches: { '--num-shard 4': 'ok', '--num-shard 8': 'error quant-block' } },
  {
    about: 'latent attention',
    config: latentAttention(),
    launches: { '--num-shard 8': 'ok', '--num-shard 16': 'ok', '--num-shard 32': 'error attention-heads' },
  },
  { about: 'towers', config: windowedVision(3420), launches: { '--num-shard 4': 'ok', '--num-shard 8': 'error vision-mlp' } },
  {
    about: 'models that Transformers runs',
    config: grouped(12_288, { architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', ...awq(128) }),
    launches: { '--num-shard 1': 'error quant-method', '--num-shard 2': 'error quant-method' },
  },
];
