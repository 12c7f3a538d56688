import { awq, blockFp8, dense, gptq, grouped, latentAttention, mixture } from './shapes.ts';
import type { Verdicts } from './verdicts.ts';

/** Derived from LMDeploy's sources by hand, as docs/engines/lmdeploy.md tells; not from what shardlint says. Arguments follow the model. */
export const lmdeployVerdicts: readonly Verdicts[] = [
  {
    about: '48 heads over 6 KV heads, which are repeated to the next multiple of the ranks',
    config: dense(),
    launches: {
      '--tp 1': 'ok',
      '--tp 3': 'ok',
      '--tp 6': 'ok',
      '--tp 12': 'ok',
      '--tp 24': 'ok',
      '--tp 4': 'error kv-heads',
      '--tp 8': 'error kv-heads',
      '--tp 5': 'error attention-heads',
    },
  },
  {
    about: 'the PyTorch engine splits or replicates them',
    config: dense(),
    launches: { '--tp 3 --backend pytorch': 'ok', '--tp 12 --backend pytorch': 'ok', '--tp 4 --backend pytorch': 'error kv-heads' },
  },
  {
    about: 'an MLP width of 343 groups of 32 is filled up, and nothing but its rest matters to the PyTorch engine',
    config: grouped(10_976),
    launches: { '--tp 2': 'ok', '--tp 8': 'ok', '--tp 32': 'ok', '--tp 32 --backend pytorch': 'ok', '--tp 32 --backend turbomind': 'ok' },
  },
  {
    about: 'an MLP width that leaves 24 of 32 over',
    config: grouped(11_000),
    launches: { '--tp 8': 'error mlp-width', '--tp 8 --backend pytorch': 'ok', '--tp 32 --backend pytorch': 'error mlp-width' },
  },
  {
    about: 'AWQ of 86 groups',
    config: grouped(11_008, awq(128)),
    launches: { '--tp 4': 'ok', '--tp 8': 'ok', '--tp 2 --backend pytorch': 'ok', '--tp 4 --backend pytorch': 'error quant-group' },
  },
  {
    about: 'AWQ in groups of 64',
    config: grouped(11_008, awq(64)),
    launches: { '--tp 1': 'error quant-group', '--tp 2 --backend pytorch': 'ok' },
  },
  { about: 'GPTQ', config: grouped(11_008, gptq(128)), launches: { '--tp 8': 'ok', '--tp 2 --backend pytorch': 'error quant-method' } },
  {
    about: 'FP8 blocks of 128 in a width of 108 blocks',
    config: grouped(13_824, blockFp8),
    launches: { '--tp 8': 'ok', '--tp 4 --backend pytorch': 'ok', '--tp 8 --backend pytorch': 'error quant-block' },
  },
  {
    about: 'experts of ten FP8 blocks',
    config: mixture(64, 1280, blockFp8),
    launches: {
      '--tp 8': 'ok',
      '--tp 8 --ep 8': 'ok',
      '--tp 8 --backend pytorch': 'ok',
      '--tp 16 --backend pytorch': 'warning quant-block',
      '--tp 8 --ep 8 --backend pytorch': 'ok',
    },
  },
  {
    about: 'whole experts on each rank',
    config: mixture(60, 1280),
    launches: {
      '--tp 4 --ep 4': 'ok',
      '--tp 8 --ep 8': 'error expert-count',
      '--tp 1 --ep 4': 'error parallel-layout',
      '--tp 4 --dp 2': 'ok',
      '--tp 1 --dp 4': 'ok',
    },
  },
  { about: 'a model without experts', config: dense(), launches: { '--tp 6 --ep 6': 'error expert-parallel' } },
  {
    about: 'DeepSeek runs in PyTorch, whatever is asked for',
    config: latentAttention(),
    launches: {
      '--tp 16': 'ok',
      '--tp 16 --backend turbomind': 'warning engine-fallback',
      '--tp 32': 'error attention-heads',
      '--tp 16 --backend pytorch': 'ok',
    },
  },
  {
    about: 'options of another engine',
    config: dense(),
    launches: { '--tensor-parallel-size 2': 'error option-unknown', '-tp 2': 'error option-unknown', '--tp=2': 'ok' },
  },
];
