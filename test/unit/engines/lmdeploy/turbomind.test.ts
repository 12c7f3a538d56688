import { describe, expect, test } from 'vitest';
import { awq, dense, fixesOf, fp8, gptq, mixture, type Shape, said, saidWithGpus, validSizesOf } from './borders.ts';

/** What just passes: nothing is said, or what is filled up and repeated. */
const passes: readonly (readonly [string, string, Shape])[] = [
  ['heads', '--tp 16', dense({ num_key_value_heads: 16 })],
  ['one KV head', '--tp 6', dense({ num_key_value_heads: 6 })],
  ['a width in whole groups', '--tp 8', dense({ intermediate_size: 8 * 32 })],
  ['heads of 64 in FP8 blocks', '--tp 4', dense({ head_dim: 64, ...fp8 })],
  ['heads of 256 in FP8 blocks', '--tp 8', dense({ head_dim: 256, ...fp8 })],
  ['groups of o_proj', '--tp 8', dense({ ...awq })],
  ['GPTQ', '--tp 8', dense(gptq)],
  ['hidden size', '--tp 8', dense({ hidden_size: 64 * 8 })],
  ['experts', '--tp 8 --ep 8', mixture()],
  ['nodes without experts in parallel', '--tp 8 --nnodes 2', dense()],
  ['KV cache of 8-bit integers', '--tp 2 --quant-policy 8', dense()],
  ['as many GPUs as ranks', '--tp 4', dense()],
];

/** What just fails, and how it is said. */
const fails: readonly (readonly [string, string, Shape, string])[] = [
  ['heads', '--tp 32', dense({ num_key_value_heads: 32 }), 'error attention-heads: num_attention_heads 48 is not divisible by tp 32'],
  [
    'KV heads that cannot be repeated',
    '--tp 6',
    dense(),
    'error kv-heads: num_key_value_heads 8 would have to be repeated to 12 to split over tp 6, and 12 is not a multiple of 8',
  ],
  [
    'heads that are no multiple of the repeated KV heads',
    '--tp 4',
    dense({ num_attention_heads: 20, num_key_value_heads: 8 }),
    'error kv-heads: num_attention_heads 20 is not a multiple of the 8 KV heads',
  ],
  [
    'a width that is not whole groups',
    '--tp 16',
    dense({ intermediate_size: 8 * 32 + 4, num_key_value_heads: 16 }),
    'error mlp-width: intermediate_size 260 is not whole groups of 32, so TurboMind cannot fill it up to split over tp 16: 260 is not divisible by 8',
  ],
  [
    'FP8 scales of a width that is not whole blocks',
    '--tp 4',
    dense({ intermediate_size: 576, ...fp8 }),
    'error mlp-width: intermediate_size 576 is not whole groups of 128, so TurboMind cannot fill it up to split over tp 4: 5 is not divisible by 4',
  ],
  [
    'KV heads of 64 in FP8 blocks',
    '--tp 8',
    dense({ head_dim: 64, ...fp8 }),
    'error quant-block: num_key_value_heads 8 × head_dim 64 / 128 = 4 FP8 blocks of qkv_proj, not divisible by tp 8',
  ],
  [
    'KV heads of 64 in FP8 blocks that would be repeated',
    '--tp 16',
    dense({ num_attention_heads: 64, head_dim: 64, ...fp8 }),
    'error quant-block: num_key_value_heads 8 × head_dim 64 / 128 = 4 FP8 blocks of qkv_proj, which cannot be repeated with each of the 8 heads',
  ],
  [
    'groups of o_proj',
    '--tp 4',
    dense({ head_dim: 64, num_attention_heads: 20, num_key_value_heads: 4, ...awq }),
    'error quant-group: num_attention_heads 20 × head_dim 64 / 128 = 10 scales of o_proj, not divisible by tp 4',
  ],
  [
    'hidden size',
    '--tp 8',
    dense({ hidden_size: 516 }),
    'error embedding-width: hidden_size 516 is not divisible by tp 8, and the embedding is split along it',
  ],
  [
    'what a rank gets of the hidden size',
    '--tp 8',
    dense({ hidden_size: 8 * 65 }),
    'error embedding-width: hidden_size 520 / tp 8 = 65, not a multiple of the 8 elements that the embedding lookup reads at once',
  ],
  ['experts', '--tp 6 --ep 6', mixture({ num_key_value_heads: 6 }), 'error expert-count: num_experts 64 is not divisible by ep 6'],
  [
    'no experts',
    '--tp 8 --ep 2',
    dense(),
    'error expert-parallel: ep 2 needs a model with experts, and the config.json has none: drop the option',
  ],
  ['nodes', '--tp 8 --ep 8 --nnodes 2', mixture(), 'error node-count: ep 8 runs on one node only, not on nnodes 2'],
  [
    'no layout',
    '--tp 8 --ep 3',
    mixture(),
    'error parallel-layout: no number of GPUs serves tp 8 × ep 3: attention and experts would need different numbers',
  ],
  [
    'the spelling before 0.15',
    '--tp 2 --ep 4',
    mixture(),
    'error parallel-layout: no number of GPUs serves tp 2 × ep 4: attention and experts would need different numbers; write --tp 4 --ep 4',
  ],
  [
    'an FP8 KV cache',
    '--tp 2 --quant-policy fp8',
    dense(),
    'error option-value: TurboMind does not take --quant-policy fp8: none, int4, int8 and turbo_quant are accepted',
  ],
  ['a size of none', '--tp 0', dense(), 'error size-range: --tp 0 is refused: sizes are whole numbers from 1'],
];

describe('what just passes', () => {
  test.each(passes)('%s: %s', (_, args, config) => {
    expect(said(args, config).filter((text) => !text.startsWith('information'))).toEqual([]);
  });
});

describe('what just fails', () => {
  test.each(fails)('%s: %s', (_, args, config, message) => {
    expect(said(args, config)).toContain(message);
  });
});

describe('what TurboMind fills up, repeats and keeps whole is information', () => {
  test.each<readonly [string, Shape, readonly string[]]>([
    [
      '--tp 16',
      dense(),
      ['information kv-heads: num_key_value_heads 8 is repeated to 16 to split over tp 16, which costs KV-cache memory'],
    ],
    [
      '--tp 4',
      dense({ intermediate_size: 29_568, ...awq }),
      ['information mlp-width: intermediate_size 29568 is filled up with zeros to 29696 to split over tp 4: more memory and more work'],
    ],
    [
      '--tp 8',
      mixture({ ...fp8 }),
      [
        'information expert-width: moe_intermediate_size 1536 is filled up with zeros to 2048 to split over tp 8: more memory and more work',
      ],
    ],
    [
      '--tp 8',
      dense({ vocab_size: 151_674 }),
      ['information vocabulary: vocab_size 151674 is filled up to 151680 in the output head to split over tp 8'],
    ],
  ])('%s', (args, config, expected) => {
    expect(said(args, config)).toEqual(expected);
  });
});

const tower = { hidden_size: 3200, num_attention_heads: 25, intermediate_size: 12_800, num_hidden_layers: 4 };
const internVl = (more: Shape = {}): Shape => ({
  architectures: ['InternVLChatModel'],
  model_type: 'internvl_chat',
  ps_version: 'v2',
  llm_config: dense({ architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2' }),
  vision_config: tower,
  ...more,
});

describe('vision towers', () => {
  test('25 heads are kept whole on every rank', () => {
    expect(said('--tp 2', internVl())).toEqual([
      'information vision-heads: vision_config.num_attention_heads 25 do not split over tp 2: every rank computes all of them',
    ]);
    expect(said('--tp 2 --language-model-only', internVl())).toEqual([]);
  });

  test('the MLP splits', () => {
    expect(said('--tp 8', internVl({ vision_config: { ...tower, num_attention_heads: 8, intermediate_size: 4300 } }))).toEqual([
      'error vision-mlp: vision_config.intermediate_size 4300 is not divisible by tp 8',
    ]);
  });

  test('the older InternVL has none', () => {
    const message = 'error vision-mode: TurboMind runs the vision tower of InternVL with ps_version v2 only, not v1';
    expect(said('--tp 1', internVl({ ps_version: 'v1' }))).toContain(message);
    expect(said('--tp 1 --language-model-only', internVl({ ps_version: 'v1' }))).toEqual([]);
    expect(said('--tp 1', internVl({ ps_version: 'v1' }), { engineVersions: { lmdeploy: '0.15.0' } })).toEqual([]);
  });

  test('that of Qwen2.5-VL is filled up', () => {
    const config = dense({
      architectures: ['Qwen2_5_VLForConditionalGeneration'],
      model_type: 'qwen2_5_vl',
      vision_config: { model_type: 'qwen2_5_vl', hidden_size: 1280, num_heads: 16, intermediate_size: 3420, depth: 4 },
    });
    expect(said('--tp 8', config)).toEqual([
      'information vision-mlp: vision_config.intermediate_size 3420 is filled up with zeros to 3456 to split over tp 8',
    ]);
  });
});

describe('linear attention', () => {
  const hybrid = (more: Shape): Shape => ({
    architectures: ['Qwen3_5ForConditionalGeneration'],
    model_type: 'qwen3_5',
    text_config: dense({
      model_type: 'qwen3_5_text',
      architectures: undefined,
      head_dim: 256,
      linear_num_key_heads: 16,
      linear_num_value_heads: 32,
      linear_key_head_dim: 128,
      linear_value_head_dim: 128,
      layer_types: ['linear_attention', 'linear_attention', 'linear_attention', 'full_attention'],
      ...more,
    }),
  });

  test('splits key and value heads', () => {
    expect(said('--tp 8', hybrid({}))).toEqual([]);
    expect(said('--tp 8', hybrid({ linear_num_key_heads: 4 }))).toContain(
      'error linear-attention: linear_num_key_heads 4 is not divisible by tp 8',
    );
  });

  test('has heads of 128 only', () => {
    expect(said('--tp 1', hybrid({ linear_key_head_dim: 64 }))).toContain(
      'error linear-attention: TurboMind has no linear attention with linear_key_head_dim 64: 128 is accepted',
    );
  });
});

describe('what TurboMind takes of a quantized checkpoint', () => {
  const quantized = (section: Shape): Shape => dense({ quantization_config: section });
  const packed = (weights: Shape, format = 'pack-quantized'): Shape =>
    quantized({ quant_method: 'compressed-tensors', config_groups: { group_0: { format, targets: ['Linear'], weights } } });

  test.each<readonly [string, Shape, string | undefined]>([
    [
      '',
      quantized({ quant_method: 'awq', bits: 4, group_size: 64, version: 'gemm' }),
      'error quant-group: TurboMind has no awq of group_size 64; accepted: 128',
    ],
    [
      '',
      quantized({ quant_method: 'awq', bits: 4, group_size: 128, version: 'gemv' }),
      'error quant-bits: TurboMind runs AWQ of version gemm only, not gemv',
    ],
    [
      '',
      quantized({ quant_method: 'gptq', bits: 4, group_size: 128, desc_act: true }),
      'error quant-bits: TurboMind does not run GPTQ with desc_act (act-order)',
    ],
    [
      '',
      quantized({ quant_method: 'gptq', bits: 4, group_size: 128, sym: false }),
      'error quant-bits: TurboMind runs symmetric GPTQ only, and sym is false',
    ],
    [
      '',
      quantized({ quant_method: 'bitsandbytes', load_in_4bit: true }),
      'error quant-method: TurboMind does not run bitsandbytes: awq, gptq, fp8, mxfp4, compressed-tensors are accepted',
    ],
    ['', packed({ num_bits: 4, type: 'int', group_size: 32, strategy: 'group' }), undefined],
    [
      '',
      packed({ num_bits: 4, type: 'int', group_size: 64, strategy: 'group' }),
      'error quant-group: TurboMind has no compressed-tensors of group_size 64; accepted: 32, 128',
    ],
    [
      '',
      packed({ num_bits: 8, type: 'int', group_size: 128, strategy: 'group' }),
      'error quant-bits: TurboMind runs compressed-tensors of 4-bit integers only, not 8-bit int',
    ],
    [
      '',
      packed({ num_bits: 8, type: 'float', strategy: 'channel' }, 'float-quantized'),
      'error quant-method: TurboMind runs compressed-tensors of format pack-quantized only, not float-quantized',
    ],
    [
      '--model-format awq',
      dense(gptq),
      'error quant-mismatch: --model-format awq does not match the checkpoint, which is gptq: drop the option',
    ],
    ['--model-format gptq', dense(gptq), undefined],
  ])('%s %j', (args, config, message) => {
    const errors = said(`--tp 1 ${args}`, config).filter((text) => !text.startsWith('information'));
    expect(errors).toEqual(message === undefined ? [] : [message]);
  });

  test('is not known of releases before 0.14', () => {
    const config = quantized({ quant_method: 'awq', bits: 4, group_size: 64, version: 'gemm' });
    expect(said('--tp 1', config, { engineVersions: { lmdeploy: '0.13.0' } })).toEqual([]);
  });
});

describe('GPUs', () => {
  test('that are left visible', () => {
    expect(saidWithGpus('0,1,2,3', '--tp 4', dense())).toEqual([]);
    expect(saidWithGpus('0,1', '--tp 4', dense())).toEqual(['error: tp 4 needs 4 GPUs, and the launch leaves 2 visible; valid here: 1, 2']);
    expect(saidWithGpus('0,1,2,3', '--tp 2 --dp 4', dense())).toEqual([]);
    expect(saidWithGpus('0,1', '--tp 4 --nnodes 2', dense())).toEqual([]);
    expect(saidWithGpus('0,1', '--tp 4 --backend pytorch', dense())).toEqual([
      'warning: tp 4 needs 4 GPUs, and the launch leaves 2 visible: Ray must find the others',
    ]);
  });

  test('of the machine', () => {
    const config = dense();
    expect(validSizesOf('--tp 1', config)).toEqual([1, 2, 4, 8, 16, 24, 48]);
    expect(said('--tp 4', config, { hardware: { count: 4 } })).toEqual([]);
    expect(said('--tp 8', config, { hardware: { count: 4 } })).toEqual([
      'warning gpu-count: tp 8 needs 8 GPUs, and the configured hardware has 4',
    ]);
  });
});

test('a size is set by the flag that was written', () => {
  expect(fixesOf('--tp 6', dense())).toEqual(['Set --tp to 4', 'Set --tp to 8']);
});
