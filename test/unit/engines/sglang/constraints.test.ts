import { describe, expect, test } from 'vitest';
import {
  awq,
  blockFp8,
  compressedInt4,
  dense,
  gptq,
  grouped,
  latentAttention,
  mixture,
  type Shape,
  vision,
  windowedVision,
} from '../../../conformance/shapes.ts';
import { findingsOf } from '../../lint/workspace.ts';

const script = '/project/serve.sh';

/** Findings of a launch: `rule: message`, without the list of valid sizes. */
function findings(config: Shape, args: string, before = ''): readonly { readonly severity: string; readonly said: string }[] {
  const texts = {
    [script]: `${before}python -m sglang.launch_server --model-path ./model ${args}\n`,
    '/project/model/config.json': JSON.stringify(config),
  };
  return findingsOf(texts, script).map(({ rule, severity, message }) => ({
    severity,
    said: `${rule}: ${message.replace(/; (valid here|no tensor-parallel size).*/, '')}`,
  }));
}

function said(config: Shape, args: string, before?: string): readonly string[] {
  return findings(config, args, before).flatMap((finding) => (finding.severity === 'information' ? [] : [finding.said]));
}

function hints(config: Shape, args: string): readonly string[] {
  return findings(config, args).flatMap((finding) => (finding.severity === 'information' ? [finding.said] : []));
}

interface Border {
  readonly about: string;
  readonly config: Shape;
  /** What stands before the command. */
  readonly before?: string;
  /** Arguments that just pass. */
  readonly passes: string;
  /** Arguments that just fail. */
  readonly fails: string;
  readonly message: string;
}

const borders: readonly Border[] = [
  {
    about: 'attention heads',
    config: dense(),
    passes: '--tp 6',
    fails: '--tp 7',
    message: 'attention-heads: num_attention_heads 48 is not divisible by tp 7',
  },
  {
    about: 'KV heads over the ranks of one attention group',
    config: dense(),
    passes: '--tp 12 --dp 2 --enable-dp-attention',
    fails: '--tp 8 --dp 2 --enable-dp-attention',
    message:
      'kv-heads: num_key_value_heads 6 neither divides nor is divided by tp 8 / 2 attention groups = 4: each rank needs the same number of KV heads',
  },
  {
    about: 'MLP width',
    config: grouped(11_000),
    passes: '--tp 8',
    fails: '--tp 16',
    message: 'mlp-width: intermediate_size 11000 is not divisible by tp 16',
  },
  {
    about: 'vocabulary',
    config: dense({ vocab_size: 50_000 }),
    passes: '--tp 2',
    fails: '--tp 3',
    message: 'vocabulary: vocab_size 50000, padded to 50048 (a multiple of 64), is not divisible by tp 3',
  },
  {
    about: 'experts in slices',
    config: mixture(64, 1000),
    passes: '--tp 8',
    fails: '--tp 16',
    message: 'expert-width: moe_intermediate_size 1000 is not divisible by tp 16',
  },
  {
    about: 'experts over expert-parallel ranks',
    config: mixture(60, 1408),
    passes: '--tp 8 --ep 4',
    fails: '--tp 8 --ep 8',
    message: 'expert-count: num_experts 60 is not divisible by ep 8',
  },
  {
    about: 'expert-parallel ranks are among the tensor-parallel ones',
    config: mixture(64, 1024),
    passes: '--tp 8 --ep 8',
    fails: '--tp 4 --ep 8',
    message: 'parallel-layout: tp 4 is not divisible by ep 8: expert-parallel ranks are among the tensor-parallel ones',
  },
  {
    about: 'shared experts',
    config: latentAttention({ n_routed_experts: 64, moe_intermediate_size: 1000, intermediate_size: 12_288 }),
    passes: '--tp 8',
    fails: '--tp 16 --ep 2',
    message: 'shared-expert-width: shared_expert_intermediate_size 1000 is not divisible by tp 16',
  },
  {
    about: 'nodes',
    config: dense(),
    passes: '--tp 6 --nnodes 2',
    fails: '--tp 3 --nnodes 2',
    message: 'node-count: tp 3 is not divisible by nnodes 2',
  },
  {
    about: 'data-parallel copies of the attention',
    config: dense(),
    passes: '--tp 6 --dp 3 --enable-dp-attention',
    fails: '--tp 8 --dp 3 --enable-dp-attention',
    message: 'data-parallel: tp 8 is not divisible by dp 3',
  },
  {
    about: 'context parallel',
    config: dense(),
    passes: '--tp 6 --attn-cp-size 3',
    fails: '--tp 8 --attn-cp-size 3',
    message: 'context-parallel: tp 8 is not divisible by attn-cp-size 3',
  },
  {
    about: 'GPUs of the launch',
    config: dense(),
    before: 'CUDA_VISIBLE_DEVICES=0,1,2,3 ',
    passes: '--tp 2 --base-gpu-id 2',
    fails: '--tp 2 --base-gpu-id 3',
    message: 'gpu-count: tp 2 needs 5 GPUs, and the launch leaves 4 visible',
  },
  {
    about: 'tower heads',
    config: vision(),
    passes: '--tp 2',
    fails: '--tp 3',
    message: 'vision-heads: vision_config.num_heads 16 is not divisible by tp 3',
  },
  {
    about: 'tower MLP',
    config: windowedVision(3420),
    passes: '--tp 4',
    fails: '--tp 8',
    message: 'vision-mlp: vision_config.intermediate_size 3420 is not divisible by tp 8',
  },
  {
    about: 'experts in FP8 blocks',
    config: mixture(128, 1536, blockFp8),
    passes: '--tp 8 --ep 2',
    fails: '--tp 8',
    message: 'quant-block: moe_intermediate_size 1536 / tp 8 = 192 on a rank is not a multiple of the FP8 block size 128',
  },
  {
    about: 'dense inputs in FP8 blocks',
    config: grouped(11_008, blockFp8),
    passes: '--tp 2',
    fails: '--tp 4',
    message: 'quant-block: intermediate_size 11008 / tp 4 = 2752 inputs of down_proj is not a multiple of the 128 columns of an FP8 block',
  },
  {
    about: 'AWQ groups',
    config: grouped(29_568, awq(128)),
    passes: '--tp 1',
    fails: '--tp 2',
    message: 'quant-group: intermediate_size 29568 / group_size 128 = 231 quantization groups in down_proj, not divisible by tp 2',
  },
  {
    about: 'AWQ tiles',
    config: grouped(11_008, awq(32)),
    passes: '--tp 2',
    fails: '--tp 4',
    message:
      'quant-group: a rank holds 2752 inputs × 4096 outputs of down_proj, and Marlin needs a multiple of 128 × 64; --quantization awq runs it on the slower AWQ kernel',
  },
  {
    about: 'GPTQ groups, which nobody checks',
    config: grouped(29_568, gptq(128)),
    passes: '--tp 1',
    fails: '--tp 2',
    message:
      'quant-group: intermediate_size 29568 / group_size 128 = 231 quantization groups in down_proj, not divisible by tp 2: SGLang does not check this, and the ranks read scales of other groups',
  },
  {
    about: 'compressed-tensors groups',
    config: grouped(29_568, compressedInt4(128)),
    passes: '--tp 1',
    fails: '--tp 2',
    message:
      'quant-group: intermediate_size 29568 / group_size 128 = 231 quantization groups in down_proj, not divisible by tp 2: an assertion without text',
  },
];

describe.each(borders)('$about', ({ config, before, passes, fails, message }) => {
  test(`${passes} passes`, () => expect(said(config, passes, before)).toEqual([]));
  test(`${fails} fails`, () => expect(said(config, fails, before)).toContain(message));
});

describe('kernels of other devices are not judged', () => {
  test.each(['', 'SGLANG_USE_AITER=0 '])('%s: CUDA is', (before) => {
    expect(said(mixture(128, 1536, blockFp8), '--tp 8', before)).toHaveLength(1);
  });
  test.each(['SGLANG_USE_AITER=1 ', 'HIP_VISIBLE_DEVICES=0,1,2,3,4,5,6,7 ', 'docker run lmsysorg/sglang:v0.5.12-rocm720-mi35x '])(
    '%s',
    (before) => {
      expect(said(mixture(128, 1536, blockFp8), '--tp 8', before)).toEqual([]);
    },
  );
});

describe('what it does by itself', () => {
  test('pads on a CPU', () => {
    expect(said(mixture(64, 1000, { vocab_size: 151_936 }), '--tp 3 --device cpu')).toEqual([]);
    expect(hints(mixture(64, 1000), '--tp 3 --device cpu').slice(0, 2)).toEqual([
      'kv-heads: on a CPU SGLang pads num_key_value_heads 8 to a multiple of 3',
      'expert-width: on a CPU SGLang pads moe_intermediate_size 1000 to a multiple of 96',
    ]);
  });

  test('keeps KV heads on several ranks', () => {
    expect(hints(grouped(12_288), '--tp 16')).toEqual([
      'kv-heads: num_key_value_heads 8 is less than tp 16: each KV head is kept on 2 ranks, which costs KV-cache memory',
    ]);
  });
});
