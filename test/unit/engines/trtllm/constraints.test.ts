import { describe, expect, test } from 'vitest';
import {
  awq,
  blockFp8,
  compressedInt4,
  compressedNvfp4,
  dense,
  gptq,
  grouped,
  latentAttention,
  mixture,
  modeloptNvfp4,
  type Shape,
  vision,
} from '../../../conformance/shapes.ts';
import { findingsOf } from '../../lint/workspace.ts';

const script = '/project/serve.sh';

interface Said {
  readonly severity: string;
  readonly text: string;
}

function findings(config: Shape, args: string, command = 'trtllm-serve ./model'): readonly Said[] {
  const texts = { [script]: `${command} ${args}\n`, '/project/model/config.json': JSON.stringify(config) };
  return findingsOf(texts, script).map(({ rule, severity, message }) => ({
    severity,
    text: `${rule}: ${message.replace(/; (valid here|no tensor-parallel size).*?(?=$| \()/, '')}`,
  }));
}

/** Findings without information. */
function said(config: Shape, args: string, command?: string): readonly string[] {
  return findings(config, args, command).flatMap(({ severity, text }) => (severity === 'information' ? [] : [text]));
}

function hints(config: Shape, args: string): readonly string[] {
  return findings(config, args).flatMap(({ severity, text }) => (severity === 'information' ? [text] : []));
}

interface Border {
  readonly about: string;
  readonly config: Shape;
  readonly command?: string;
  readonly passes: string;
  readonly fails: string;
  readonly message: string;
}

const modelopt = (algorithm: string, groupSize: number): Shape => ({
  quantization_config: { quant_method: 'modelopt', quant_algo: algorithm, group_size: groupSize },
});

const nvfp4 = (groupSize: number): Shape => ({ quantization_config: { quant_method: 'nvfp4', group_size: groupSize } });

const eightBits = (strategy: string, activations: Shape | null, type = 'float'): Shape => ({
  quantization_config: {
    quant_method: 'compressed-tensors',
    format: 'float-quantized',
    config_groups: {
      group_0: { targets: ['Linear'], weights: { num_bits: 8, type, strategy, symmetric: true }, input_activations: activations },
    },
    ignore: ['lm_head'],
  },
});

const byToken: Shape = { num_bits: 8, type: 'float', strategy: 'token', dynamic: true };

const borders: readonly Border[] = [
  {
    about: 'attention heads',
    config: dense({ num_key_value_heads: 48 }),
    passes: '--tp_size 6',
    fails: '--tp_size 7',
    message: 'attention-heads: num_attention_heads 48 is not divisible by tp_size 7',
  },
  {
    about: 'attention heads with context parallelism',
    config: grouped(14_336),
    passes: '--tp_size 8 --cp_size 4',
    fails: '--tp_size 8 --cp_size 8',
    message: 'attention-heads: num_attention_heads 32 is not divisible by tp_size 8 × cp_size 8 = 64',
  },
  {
    about: 'KV heads split',
    config: dense(),
    passes: '--tp_size 3',
    fails: '--tp_size 4',
    message: 'kv-heads: num_key_value_heads 6 neither divides nor is divided by tp_size 4: each rank needs the same number of KV heads',
  },
  {
    about: 'KV heads are repeated whole',
    config: dense(),
    passes: '--tp_size 12',
    fails: '--tp_size 16',
    message: 'kv-heads: num_key_value_heads 6 neither divides nor is divided by tp_size 16: each rank needs the same number of KV heads',
  },
  {
    about: 'the MLP',
    config: grouped(12_292),
    passes: '--tp_size 4',
    fails: '--tp_size 8',
    message: 'mlp-width: intermediate_size 12292 is not divisible by tp_size 8',
  },
  {
    about: 'stages have layers',
    config: grouped(12_288),
    passes: '--pp_size 4',
    fails: '--pp_size 5',
    message: 'pipeline-layers: pp_size 5 is greater than num_hidden_layers 4: each stage needs a layer',
  },
  {
    about: 'the grid of the experts',
    config: mixture(96, 1536),
    passes: '--tp_size 8 --ep_size 4',
    fails: '--tp_size 8 --ep_size 3',
    message: 'parallel-layout: tp_size 8 is not moe_tp_size 2 × ep_size 3 = 6: it must be the product of the sizes of the experts',
  },
  {
    about: 'the grid is asked of dense models too, and of clusters',
    config: grouped(12_288),
    passes: '--tp_size 8 --ep_size 2 --cluster_size 4',
    fails: '--tp_size 8 --ep_size 4 --cluster_size 4',
    message:
      'parallel-layout: tp_size 8 is not moe_tp_size 0 × ep_size 4 × cluster_size 4 = 0: it must be the product of the sizes of the experts',
  },
  {
    about: 'experts are spread evenly',
    config: mixture(12, 1536),
    passes: '--tp_size 8 --ep_size 4',
    fails: '--tp_size 8 --ep_size 8',
    message: 'expert-count: num_experts 12 is not divisible by ep_size 8: each rank holds the same number of experts',
  },
  {
    about: 'experts in FP8 blocks',
    config: mixture(128, 1536, blockFp8),
    passes: '--tp_size 4',
    fails: '--tp_size 8',
    message: 'quant-block: moe_intermediate_size 1536 / (tp_size 8) → 192 on a rank is not a multiple of the FP8 block size 128',
  },
  {
    about: 'experts in FP8 blocks, with expert parallelism',
    config: mixture(128, 1536, blockFp8),
    passes: '--tp_size 8 --ep_size 2',
    fails: '--tp_size 16 --ep_size 2',
    message:
      'quant-block: moe_intermediate_size 1536 / (tp_size 16 / ep_size 2 = 8) → 192 on a rank is not a multiple of the FP8 block size 128',
  },
  {
    about: 'dense layers in FP8 blocks',
    config: grouped(14_848, blockFp8),
    passes: '--tp_size 4',
    fails: '--tp_size 8',
    message:
      'quant-block: intermediate_size 14848 / tp_size 8 = 1856 inputs of down_proj on a rank is not a multiple of the FP8 block size 128, so that its scales do not fit',
  },
  {
    about: 'NVFP4',
    config: grouped(12_320, modeloptNvfp4),
    passes: '--tp_size 2',
    fails: '--tp_size 4',
    message: 'quant-group: intermediate_size 12320 / tp_size 4 = 3080 inputs of down_proj is not a multiple of the NVFP4 group size 16',
  },
  {
    about: 'AWQ of ModelOpt',
    config: grouped(14_848, modelopt('W4A16_AWQ', 128)),
    passes: '--tp_size 4',
    fails: '--tp_size 8',
    message:
      'quant-group: intermediate_size 14848 / tp_size 8 = 1856 inputs of down_proj is not a multiple of the W4A16_AWQ group size 128',
  },
  {
    about: 'rows of weight-only integers, the older way',
    command: 'python convert_checkpoint.py --model_dir ./model --use_weight_only',
    config: grouped(12_416),
    passes: '--tp_size 2',
    fails: '--tp_size 4',
    message:
      'quant-tile: intermediate_size 12416 / tp_size 4 = 3104 rows of down_proj is not a multiple of 64, which weight-only integers need',
  },
  {
    about: 'GPUs that are visible',
    command: 'CUDA_VISIBLE_DEVICES=0,1,2,3 trtllm-serve ./model',
    config: grouped(12_288),
    passes: '--tp_size 2 --pp_size 2',
    fails: '--tp_size 4 --pp_size 2',
    message: 'gpu-count: tp_size 4 × pp_size 2 needs 8 GPUs, and the launch leaves 4 visible',
  },
];

describe('borders', () => {
  test.each(borders)('$about', ({ config, command, passes, fails, message }) => {
    expect(said(config, passes, command)).toEqual([]);
    expect(said(config, fails, command)).toContain(message);
  });
});

describe('what a checkpoint may be stored in', () => {
  const refusal = (method: string): string =>
    `quant-method: TensorRT-LLM does not read ${method} checkpoints at any size; it reads fp8, nvfp4, mxfp4, mxfp8, compressed-tensors and ModelOpt's (W4A16_AWQ among them)`;
  const assuming = '(assuming TensorRT-LLM main of 2026-09; see shardlint.engineVersions)';

  test.each<[string, Shape, readonly string[]]>([
    ['AWQ', awq(128), [refusal('awq')]],
    ['GPTQ', gptq(128), [refusal('gptq')]],
    ['bitsandbytes', { quantization_config: { quant_method: 'bitsandbytes', load_in_4bit: true } }, [refusal('bitsandbytes')]],
    ['FP8 blocks', blockFp8, []],
    ['ModelOpt', modeloptNvfp4, []],
    ['NVFP4', nvfp4(16), []],
    ['NVFP4 in other groups', nvfp4(32), ['quant-group: group_size 32 is refused: TensorRT-LLM reads NVFP4 in groups of 16']],
    ['NVFP4 of compressed-tensors', compressedNvfp4, []],
    ['FP8 by channel', eightBits('channel', byToken), []],
    [
      'FP8 by tensor',
      eightBits('tensor', byToken),
      [`quant-scheme: TensorRT-LLM reads 8-bit compressed-tensors weights by channel or by block, not by tensor or group ${assuming}`],
    ],
    [
      'integers by channel',
      eightBits('channel', byToken, 'int'),
      [
        `quant-scheme: may not start: TensorRT-LLM reads 8-bit integers as FP8: the scheme is told by its bits and strategy alone ${assuming}`,
      ],
    ],
    [
      'integers without quantized activations',
      compressedInt4(128),
      [
        `quant-scheme: TensorRT-LLM does not read compressed-tensors weights without quantized activations, but for MXFP4; FP8, NVFP4 and MXFP4 are accepted ${assuming}`,
      ],
    ],
    [
      'blocks of another size',
      { quantization_config: { quant_method: 'fp8', weight_block_size: [64, 64] } },
      ['quant-block: weight_block_size 64×64 is refused: TensorRT-LLM has FP8 blocks of 128×128 only'],
    ],
  ])('%s', (_, quantization, expected) => expect(said(grouped(12_288, quantization), '--tp_size 2')).toEqual(expected));
});

describe('what TensorRT-LLM does silently', () => {
  test('KV heads are repeated', () => {
    expect(hints(grouped(14_336), '--tp_size 16')).toEqual([
      'kv-heads: num_key_value_heads 8 is less than tp_size 16: each KV head is kept on 2 ranks, which costs KV-cache memory',
    ]);
  });
  test('the vocabulary is padded', () => {
    expect(hints(grouped(14_336, { vocab_size: 49_153 }), '--tp_size 2')).toEqual([
      'vocabulary: vocab_size 49153 is padded to 49154, a multiple of tp_size 2',
    ]);
  });
});

describe('silence', () => {
  test.each([
    ['another backend', dense(), '--tp_size 7 --backend _autodeploy'],
    ['a backend that is unknown', dense(), '--tp_size 7 --backend $B'],
    ['a file that is not found', dense(), '--tp_size 7 --config other.yml'],
    ['a file that is unknown', dense(), '--tp_size 7 --extra_llm_api_options $FILE'],
    ['values of --set', dense(), '--tp_size 7 --set tensor_parallel_size=6'],
    ['heads with attention data parallelism', dense(), '--tp_size 7 --enable_attention_dp'],
    ['arguments that may hide some', dense({ num_key_value_heads: 48 }), '--tp_size 7 "$@"'],
    ['dense layers of a mixture', latentAttention({ intermediate_size: 12_290 }), '--tp_size 4'],
    ['towers', vision(), '--tp_size 3'],
  ])('%s', (_, config, args) => expect(said(config, args).filter((text) => !text.startsWith('option-'))).toEqual([]));
});
