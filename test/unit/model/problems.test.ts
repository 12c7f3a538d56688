import { describe, expect, test } from 'vitest';
import type { ModelProblem } from '../../../shared/model/model-problem.ts';
import { readModelConfig } from '../../../shared/model/read-model-config.ts';
import { applyEdits } from '../../../shared/text/edit.ts';

const model = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 4096,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 14336,
  num_hidden_layers: 4,
  vocab_size: 32000,
};

function problemsOf(text: string): readonly ModelProblem[] {
  return readModelConfig('config.json', text, new Map())?.problems ?? [];
}

const written = (extra: object) => JSON.stringify({ ...model, ...extra }, null, 2);

/** Rule, the text that is underlined, severity. */
const seen = (text: string) => problemsOf(text).map(({ rule, span, severity }) => [rule, text.slice(span.start, span.end), severity]);

describe('found', () => {
  const rows: readonly (readonly [
    name: string,
    extra: object,
    problem: readonly [rule: string, at: string, severity: string],
    message: RegExp,
  ])[] = [
    ['heads as a text', { num_attention_heads: '32' }, ['config-type', '"32"', 'error'], /num_attention_heads is the text "32"/],
    ['half a head', { num_key_value_heads: 2.5 }, ['config-type', '2.5', 'error'], /whole number/],
    ['a negative width', { intermediate_size: -1 }, ['config-type', '-1', 'error'], /intermediate_size is -1/],
    ['no width at all', { hidden_size: 0 }, ['config-type', '0', 'error'], /the least that makes sense is 1/],
    ['a text for a list', { architectures: 'LlamaForCausalLM' }, ['config-type', '"LlamaForCausalLM"', 'error'], /list of class names/],
    ['a text for an object', { quantization_config: 'awq' }, ['config-type', '"awq"', 'error'], /must be an object/],
    ['heads and KV heads', { num_key_value_heads: 5 }, ['config-heads', '5', 'error'], /32 % 5 = 2/],
    [
      'hidden size and heads, refused',
      { model_type: 'gpt_neox', hidden_size: 4100, num_key_value_heads: undefined },
      ['config-head-dim', '4100', 'error'],
      /4100 % 32 = 4/,
    ],
    ['hidden size and heads, a rest left', { hidden_size: 4100 }, ['config-head-dim', '4100', 'warning'], /no head_dim/],
    [
      'too few layer types',
      { layer_types: ['full_attention', 'full_attention'] },
      ['config-layers', '4', 'error'],
      /layer_types has 2 entries/,
    ],
    [
      'too many layer types',
      { layer_types: Array(5).fill('full_attention') },
      ['config-layers', '4', 'warning'],
      /layer_types has 5 entries/,
    ],
    [
      'a pattern that is too short',
      { model_type: 'nemotron_h', hybrid_override_pattern: 'M*' },
      ['config-layers', '4', 'error'],
      /hybrid_override_pattern has 2/,
    ],
    [
      'more experts a token than experts',
      { model_type: 'mixtral', num_local_experts: 2, num_experts_per_tok: 3 },
      ['config-experts', '3', 'error'],
      /more than num_local_experts 2/,
    ],
    [
      'a group of none',
      { quantization_config: { quant_method: 'gptq', bits: 4, group_size: 0 } },
      ['config-group-size', '0', 'error'],
      /at least one element/,
    ],
    [
      'five bits',
      { quantization_config: { quant_method: 'gptq', bits: 5, group_size: 128 } },
      ['config-group-size', '5', 'error'],
      /2, 3, 4 and 8/,
    ],
    [
      'AWQ groups that do not divide',
      { quantization_config: { quant_method: 'awq', bits: 4, group_size: 96 } },
      ['config-group-size', '96', 'error'],
      /4096 % 96 = 64/,
    ],
    [
      'NVFP4 with groups of 32',
      {
        quantization_config: {
          quant_method: 'modelopt',
          quant_algo: 'NVFP4',
          config_groups: { g: { weights: { num_bits: 4, type: 'float', group_size: 32 } } },
        },
      },
      ['config-group-size', '32', 'error'],
      /groups of 16/,
    ],
    [
      'a misspelt section',
      { quantizaion_config: { quant_method: 'awq' } },
      ['config-quantization', '"quantizaion_config"', 'error'],
      /did you mean quantization_config/,
    ],
    [
      'both widths',
      { quantization_config: { quant_method: 'bitsandbytes', load_in_4bit: true, load_in_8bit: true } },
      ['config-quantization', 'true', 'error'],
      /only one/,
    ],
  ];

  test.each(rows)('%s', (_name, extra, problem, message) => {
    const text = written(extra);
    expect(seen(text)).toEqual([problem]);
    expect(problemsOf(text)[0]?.message()).toMatch(message);
  });

  test('a key written twice, with the way to the first', () => {
    const text = '{"architectures": ["A1a"], "model_type": "llama", "num_attention_heads": 32, "num_attention_heads": 40}';
    const [problem] = problemsOf(text);
    expect(problem?.rule).toBe('config-duplicate');
    expect(problem?.span.start).toBe(text.lastIndexOf('"num_attention_heads"'));
    expect(problem?.related?.span.start).toBe(text.indexOf('"num_attention_heads"'));
  });

  test('the first place that Python refuses, once; the rest is still found', () => {
    const text =
      '{\n  // heads\n  "architectures": ["A1a"], "model_type": "llama", "hidden_size": 4096, "num_attention_heads": 32, "num_key_value_heads": 5, /* */\n}';
    expect(seen(text)).toEqual([
      ['config-syntax', '// heads', 'error'],
      ['config-heads', '5', 'error'],
    ]);
  });

  test('in the decoder’s and the tower’s own sections', () => {
    const text = written({ text_config: { ...model, num_key_value_heads: 5 }, vision_config: { hidden_size: '1024' } });
    expect(seen(text)).toEqual([
      ['config-heads', '5', 'error'],
      ['config-type', '"1024"', 'error'],
    ]);
  });

  test('renaming a misspelt section mends it', () => {
    const text = written({ quantizaion_config: { quant_method: 'awq', bits: 4, group_size: 128 } });
    const mended = applyEdits(
      text,
      problemsOf(text).flatMap(({ replacement }) => replacement ?? []),
    );
    expect(mended).toBe(text.replace('quantizaion_config', 'quantization_config'));
    expect(problemsOf(mended)).toEqual([]);
    expect(readModelConfig('config.json', mended, new Map())?.quantization?.method.value).toBe('awq');
  });
});

describe('not found', () => {
  const rows: readonly (readonly [name: string, extra: object])[] = [
    ['a plain model', {}],
    ['null', { num_key_value_heads: null, head_dim: null, quantization_config: null }],
    ['lists by layer', { intermediate_size: [14336, 14336, 14336, 14336], num_key_value_heads: [8, 8, 8, 8] }],
    ['attention-free', { num_attention_heads: 0, num_key_value_heads: undefined }],
    [
      'latent attention: KV heads mean nothing',
      { model_type: 'deepseek_v3', num_key_value_heads: 5, kv_lora_rank: 512, qk_nope_head_dim: 128, qk_rope_head_dim: 64 },
    ],
    [
      'latent attention: the head has its own width',
      { model_type: 'deepseek_v3', hidden_size: 4100, kv_lora_rank: 512, qk_nope_head_dim: 128, qk_rope_head_dim: 64 },
    ],
    ['head_dim says how wide a head is', { hidden_size: 4100, head_dim: 128 }],
    ['a class that takes its own head_dim', { model_type: 'qwen3', hidden_size: 4100 }],
    ['a family that is not known may name its head otherwise', { model_type: 'something', hidden_size: 4100 }],
    ['layers of multi-token prediction listed too', { num_nextn_predict_layers: 1, layer_types: Array(5).fill('full_attention') }],
    ['AWQ over the whole row', { quantization_config: { quant_method: 'awq', bits: 4, group_size: -1 } }],
    ['a method with other keys', { quantization_config: { quant_method: 'aqlm', in_group_size: 8, nbits_per_codebook: 16 } }],
    ['bitsandbytes, half switched off', { quantization_config: { quant_method: 'bitsandbytes', load_in_4bit: true, load_in_8bit: false } }],
    ['a key that only looks like it', { quanto_config: {}, quantization: {} }],
  ];

  test.each(rows)('%s', (_name, extra) => {
    expect(seen(written(extra))).toEqual([]);
  });

  test('NaN, as Python writes it', () => {
    expect(seen(written({}).replace('{', '{ "scale": NaN, "low": -Infinity,'))).toEqual([]);
  });
});
