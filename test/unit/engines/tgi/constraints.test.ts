import { describe, expect, test } from 'vitest';
import {
  awq,
  blockFp8,
  compressedInt4,
  dense,
  gptq,
  grouped,
  latentAttention,
  type Shape,
  vision,
  windowedVision,
} from '../../../conformance/shapes.ts';
import { findingsOf } from '../../lint/workspace.ts';

const script = '/project/serve.sh';

/** Findings of a launch, information left out: `rule: message`, without the list of valid sizes. */
function said(config: Shape, args: string, before = ''): readonly string[] {
  return findings(config, args, before).flatMap(({ severity, text }) => (severity === 'information' ? [] : [text]));
}

function hints(config: Shape, args: string): readonly string[] {
  return findings(config, args).flatMap(({ severity, text }) => (severity === 'information' ? [text] : []));
}

function findings(config: Shape, args: string, before = ''): readonly { readonly severity: string; readonly text: string }[] {
  const texts = {
    [script]: `${before}text-generation-launcher --model-id ./model ${args}\n`,
    '/project/model/config.json': JSON.stringify(config),
  };
  return findingsOf(texts, script).map(({ rule, severity, message }) => ({
    severity,
    text: `${rule}: ${message.replace(/; (valid here|no tensor-parallel size).*/, '')}`,
  }));
}

interface Border {
  readonly about: string;
  readonly config: Shape;
  readonly before?: string;
  readonly passes: string;
  readonly fails: string;
  readonly message: string;
}

/** 12 heads and KV heads: sizes that are no powers of two. */
const manyKeyValueHeads = dense({ num_key_value_heads: 12 });

const borders: readonly Border[] = [
  {
    about: 'attention heads',
    config: dense({ num_key_value_heads: 48 }),
    passes: '--num-shard 6',
    fails: '--num-shard 7',
    message: 'attention-heads: num_attention_heads 48 is not divisible by num-shard 7',
  },
  {
    about: 'KV heads split',
    config: manyKeyValueHeads,
    passes: '--num-shard 6',
    fails: '--num-shard 8',
    message: 'kv-heads: num_key_value_heads 12 is not divisible by num-shard 8',
  },
  {
    about: 'KV heads are never on two shards',
    config: manyKeyValueHeads,
    passes: '--num-shard 12',
    fails: '--num-shard 24',
    message: 'kv-heads: num_key_value_heads 12 is less than num-shard 24, and TGI cannot keep a KV head on more than one shard',
  },
  {
    about: 'the MLP',
    config: grouped(12_292),
    passes: '--num-shard 4',
    fails: '--num-shard 8',
    message: 'mlp-width: intermediate_size 12292 is not divisible by num-shard 8',
  },
  {
    about: 'groups of a split layer',
    config: grouped(14_848, awq(128)),
    passes: '--num-shard 4',
    fails: '--num-shard 8',
    message: 'quant-group: intermediate_size 14848 is 116 groups of 128 in down_proj, and 116 is not divisible by num-shard 8',
  },
  {
    about: 'groups of compressed-tensors',
    config: grouped(14_848, compressedInt4(128)),
    passes: '--num-shard 4',
    fails: '--num-shard 8',
    message: 'quant-group: intermediate_size 14848 is 116 groups of 128 in down_proj, and 116 is not divisible by num-shard 8',
  },
  {
    about: 'tiles, where act-order leaves the scales whole',
    config: grouped(14_784, gptq(128, { desc_act: true })),
    passes: '--num-shard 1',
    fails: '--num-shard 2',
    message:
      'quant-tile: intermediate_size 14784: down_proj on a shard has 7392 inputs and 4096 outputs at num-shard 2, and Marlin needs multiples of 128 and 64, or of 64 and 128',
  },
  {
    about: 'FP8 blocks of a dense layer',
    config: grouped(14_848, blockFp8),
    passes: '--num-shard 4',
    fails: '--num-shard 8',
    message: 'quant-block: intermediate_size 14848 (down_proj) has 116 FP8 blocks of 128, and 116 is not divisible by num-shard 8',
  },
  {
    about: "the tower's MLP",
    config: windowedVision(3420),
    passes: '--num-shard 4',
    fails: '--num-shard 8',
    message: 'vision-mlp: vision_config.intermediate_size 3420 is not divisible by num-shard 8',
  },
  {
    about: "the tower's heads",
    config: vision(),
    passes: '--num-shard 2',
    fails: '--num-shard 3',
    message: 'vision-heads: vision_config.num_heads 16 is not divisible by num-shard 3',
  },
  {
    about: 'GPUs that are visible',
    before: 'CUDA_VISIBLE_DEVICES=0,1,2,3 ',
    config: grouped(14_336),
    passes: '--num-shard 4',
    fails: '--num-shard 8',
    message: 'gpu-count: num-shard 8 needs a GPU each, and the launch leaves 4 visible',
  },
  {
    about: 'methods that decide the data type',
    config: grouped(14_336),
    passes: '--dtype float16 --quantize bitsandbytes-nf4',
    fails: '--dtype float16 --quantize eetq',
    message: 'quant-dtype: --dtype float16 together with --quantize eetq is refused: leave one of them out',
  },
  {
    about: 'Transformers takes no quantization',
    config: grouped(14_336, { architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3' }),
    passes: '--quantize bitsandbytes',
    fails: '--quantize eetq',
    message: 'quant-method: TGI has no class of its own for qwen3 and runs it on Transformers, where it refuses eetq quantization',
  },
  {
    about: 'exl2',
    config: grouped(14_336),
    passes: '--quantize exl2 --num-shard 1',
    fails: '--quantize exl2 --num-shard 2',
    message: 'quant-method: TGI does not split exl2 weights: num-shard 2 is refused, 1 is accepted',
  },
  {
    about: 'Mamba',
    config: { architectures: ['MambaForCausalLM'], model_type: 'mamba', hidden_size: 1024, num_hidden_layers: 4, vocab_size: 50_280 },
    passes: '--num-shard 1',
    fails: '--num-shard 2',
    message: 'state-space: TGI does not split Mamba models: num-shard 2 is refused, 1 is accepted',
  },
  {
    about: 'sizes are positive',
    config: grouped(14_336),
    passes: '--num-shard 1',
    fails: '--num-shard 0',
    message: 'size-range: --num-shard 0 is refused: sizes are whole numbers from 1',
  },
];

describe('borders', () => {
  test.each(borders)('$about', ({ config, before, passes, fails, message }) => {
    expect(said(config, passes, before)).toEqual([]);
    expect(said(config, fails, before)).toContain(message);
  });
});

describe('how many shards', () => {
  const three = 'attention-heads: num_attention_heads 32 is not divisible by num-shard 3';
  const config = grouped(12_288, { num_key_value_heads: 32 });

  test.each([
    ['one for each visible GPU', 'CUDA_VISIBLE_DEVICES=0,1,2 ', '', [three]],
    ['the container runtime counts too', 'NVIDIA_VISIBLE_DEVICES=0,1,2 ', '', [three]],
    ['all of them is unknown', 'NVIDIA_VISIBLE_DEVICES=all ', '', []],
    ['nothing said is unknown', '', '', []],
    ['unsharded', 'CUDA_VISIBLE_DEVICES=0,1,2 ', '--sharded false', []],
    ['sharded', 'CUDA_VISIBLE_DEVICES=0,1,2 ', '--sharded true', [three]],
    ['the option goes before the GPUs', 'CUDA_VISIBLE_DEVICES=0,1,2 ', '--num-shard 2', []],
    ['the variable of the option', 'NUM_SHARD=3 ', '', [three.replace('num-shard', 'NUM_SHARD')]],
    ['an unknown number', '', '--num-shard $N', []],
  ])('%s', (_, before, args, expected) => expect(said(config, args, before)).toEqual(expected));
});

describe('what TGI does silently', () => {
  test('an output head that does not split is kept whole', () => {
    expect(hints(dense({ num_key_value_heads: 48, vocab_size: 49_153 }), '--num-shard 2')).toEqual([
      'vocabulary: vocab_size 49153 is not divisible by num-shard 2: every shard keeps the whole output head',
    ]);
  });
});

describe('silence', () => {
  test.each([
    [
      'one KV head that every shard keeps',
      dense({ architectures: ['GPTBigCodeForCausalLM'], model_type: 'gpt_bigcode', multi_query: true }),
      '--num-shard 6',
    ],
    ['latent attention', latentAttention(), '--num-shard 4'],
    ['a model that Transformers runs', dense({ architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3' }), '--num-shard 7'],
    ['an option that is unknown', grouped(14_848, awq(128)), '--num-shard $N --quantize $Q'],
  ])('%s', (_, config, args) => expect(said(config, args)).toEqual([]));

  test('backends with a server of their own', () => {
    const image = 'ghcr.io/huggingface/text-generation-inference:3.3.4-gaudi';
    const texts = {
      [script]: `docker run -v ./model:/model ${image} --model-id ./model --num-shard 7 --some-option 1\n`,
      '/project/model/config.json': JSON.stringify(dense()),
    };
    expect(findingsOf(texts, script)).toEqual([]);
  });

  test('tiles of a GPU without Marlin', () => {
    const config = grouped(14_784, gptq(128, { desc_act: true }));
    const rocm = `docker run -e NUM_SHARD=2 ghcr.io/huggingface/text-generation-inference:3.3.4-rocm --model-id ./model\n`;
    const texts = { [script]: rocm, '/project/model/config.json': JSON.stringify(config) };
    expect(findingsOf(texts, script)).toEqual([]);
  });
});
