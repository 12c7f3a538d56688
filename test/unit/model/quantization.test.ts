import { describe, expect, test } from 'vitest';
import type { Quantization } from '../../../shared/model/quantization.ts';
import { isAnyLayerQuantized, isQuantized } from '../../../shared/model/quantized-modules.ts';
import { readModelConfig } from '../../../shared/model/read-model-config.ts';

const model = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 4096,
  num_attention_heads: 32,
  num_hidden_layers: 2,
  vocab_size: 32000,
};

function quantizationOf(extra: object, sideFiles: Readonly<Record<string, object>> = {}): Quantization | undefined {
  const files = new Map(Object.entries(sideFiles).map(([name, value]) => [name, JSON.stringify(value)]));
  return readModelConfig('/models/a/config.json', JSON.stringify({ ...model, ...extra }), files)?.quantization;
}

function inline(quantization_config: object): Quantization {
  const read = quantizationOf({ quantization_config });
  if (read === undefined) throw new Error('not read');
  return read;
}

const tensors = (weights: object, rest: object = {}) => ({
  quant_method: 'compressed-tensors',
  config_groups: { group_0: { targets: ['Linear'], weights, input_activations: null } },
  ignore: ['lm_head'],
  ...rest,
});

describe('methods', () => {
  const rows: readonly (readonly [name: string, config: object, method: string, weights: object])[] = [
    [
      'AWQ',
      { quant_method: 'awq', bits: 4, group_size: 128, zero_point: true, version: 'gemm' },
      'awq',
      { bits: 4, type: 'int', strategy: 'group', group: 128, symmetric: false },
    ],
    ['AutoAWQ’s own names', { quant_method: 'AWQ', w_bit: 4, q_group_size: 64 }, 'awq', { bits: 4, strategy: 'group', group: 64 }],
    [
      'GPTQ',
      { quant_method: 'gptq', bits: 8, group_size: -1, desc_act: true, sym: true },
      'gptq',
      { bits: 8, strategy: 'channel', group: -1, symmetric: true, actOrder: 'group' },
    ],
    [
      'FP8 in blocks',
      { quant_method: 'fp8', weight_block_size: [128, 128], activation_scheme: 'dynamic' },
      'fp8',
      { bits: 8, type: 'float', strategy: 'block', block: [128, 128] },
    ],
    ['FP8 per tensor', { quant_method: 'fp8', activation_scheme: 'static' }, 'fp8', { bits: 8, strategy: 'tensor', block: undefined }],
    [
      'compressed-tensors, groups',
      tensors({ num_bits: 4, type: 'int', symmetric: true, strategy: 'group', group_size: 32, actorder: 'static' }),
      'compressed-tensors',
      { bits: 4, strategy: 'group', group: 32, actOrder: 'static' },
    ],
    [
      'compressed-tensors, channels',
      tensors({ num_bits: 8, type: 'int', strategy: 'channel', group_size: null }),
      'compressed-tensors',
      { strategy: 'channel', group: undefined },
    ],
    [
      'compressed-tensors, blocks',
      tensors({ num_bits: 8, type: 'float', strategy: 'block', block_structure: '128x64' }),
      'compressed-tensors',
      { strategy: 'block', block: [128, 64] },
    ],
    [
      'compressed-tensors, NVFP4',
      tensors({ num_bits: 4, type: 'float', strategy: 'tensor_group', group_size: 16 }, { format: 'nvfp4-pack-quantized' }),
      'compressed-tensors',
      { strategy: 'tensor_group', group: 16, type: 'float' },
    ],
    [
      'compressed_tensors with an underscore',
      tensors({ num_bits: 4 }, { quant_method: 'compressed_tensors' }),
      'compressed-tensors',
      { bits: 4 },
    ],
    ['config_groups without a method', tensors({ num_bits: 8 }, { quant_method: undefined }), 'compressed-tensors', { bits: 8 }],
    [
      'ModelOpt in the new form',
      {
        quant_method: 'modelopt',
        quant_algo: 'NVFP4',
        config_groups: { g: { targets: ['Linear'], weights: { num_bits: 4, type: 'float', group_size: 16 } } },
      },
      'modelopt',
      { strategy: 'tensor_group', group: 16 },
    ],
    [
      'ModelOpt without a method',
      { quant_algo: 'FP8', config_groups: { g: { weights: { num_bits: 8, type: 'float' } } } },
      'modelopt',
      { bits: 8, strategy: 'tensor' },
    ],
    ['MXFP4', { quant_method: 'mxfp4' }, 'mxfp4', { bits: 4, type: 'float', group: 32 }],
    ['bitsandbytes', { quant_method: 'bitsandbytes', load_in_4bit: true }, 'bitsandbytes', { bits: 4 }],
    [
      'auto-round',
      { quant_method: 'auto-round', bits: 4, group_size: 128, sym: true, data_type: 'int' },
      'auto-round',
      { bits: 4, group: 128, type: 'int' },
    ],
    ['HQQ', { quant_method: 'hqq', quant_config: { weight_quant_params: { nbits: 4, group_size: 64 } } }, 'hqq', { bits: 4, group: 64 }],
    [
      'Quark',
      { quant_method: 'quark', global_quant_config: { weight: { dtype: 'fp8_e4m3', qscheme: 'per_channel' } } },
      'quark',
      { bits: 8, type: 'float', strategy: 'channel' },
    ],
  ];

  test.each(rows)('%s', (_name, config, method, expected) => {
    const read = inline(config);
    expect(read.method.value).toBe(method);
    const weights = read.schemes[0]?.weights;
    const found = { ...weights, bits: weights?.bits?.value, group: weights?.groupSize?.value, block: weights?.block?.value };
    expect(found).toMatchObject(expected);
  });

  test('a method that is not known has no schemes', () => {
    expect(inline({ quant_method: 'aqlm', in_group_size: 8 }).schemes).toEqual([]);
    expect(inline({ quant_method: 'constructor' }).schemes).toEqual([]);
    expect(inline({ whatever: true }).method.value).toBe('unknown');
  });

  test('MIXED_PRECISION: each kind of layer once', () => {
    const layers = {
      'model.layers.0.mlp.up_proj': { quant_algo: 'NVFP4', group_size: 16 },
      'model.layers.0.self_attn.o_proj': { quant_algo: 'FP8' },
      'model.layers.1.mlp.up_proj': { quant_algo: 'NVFP4', group_size: 16 },
    };
    const read = inline({ quant_method: 'modelopt', quant_algo: 'MIXED_PRECISION', quantized_layers: layers });
    expect(read.schemes.map(({ weights, targets }) => [weights.bits?.value, targets.length])).toEqual([
      [4, 2],
      [8, 1],
    ]);
    expect(isQuantized(read, 'model.layers.0.self_attn.o_proj')).toBe(true);
    expect(isQuantized(read, 'model.layers.0.self_attn.q_proj')).toBe(false);
  });
});

describe('where it stands', () => {
  test('beside the decoder, in the old place, and not at all', () => {
    const quantization_config = { quant_method: 'awq', bits: 4, group_size: 128 };
    expect(quantizationOf({ text_config: { ...model, quantization_config } })?.source).toBe('text_config');
    expect(quantizationOf({ compression_config: tensors({ num_bits: 8 }) })?.source).toBe('compression_config');
    expect(quantizationOf({})).toBeUndefined();
    expect(quantizationOf({ quantization_config: null })).toBeUndefined();
  });

  test('in a file beside it, unless config.json says it itself', () => {
    const modelOpt = {
      producer: { name: 'modelopt' },
      quantization: { quant_algo: 'NVFP4', group_size: 16, exclude_modules: ['lm_head'] },
    };
    const beside = quantizationOf({}, { 'hf_quant_config.json': modelOpt });
    expect(beside?.source).toBe('hf_quant_config.json');
    expect(beside?.path).toBe('/models/a/hf_quant_config.json');
    expect(beside?.method).toMatchObject({ value: 'modelopt', derived: expect.any(String) });
    expect(beside?.schemes[0]?.weights.groupSize?.value).toBe(16);
    expect(beside?.ignored?.value).toEqual(['lm_head']);
    expect(quantizationOf({ quantization_config: { quant_method: 'fp8' } }, { 'hf_quant_config.json': modelOpt })?.method.value).toBe(
      'fp8',
    );
    expect(quantizationOf({}, { 'quantize_config.json': { bits: 4, group_size: 128, desc_act: false } })?.method.value).toBe('gptq');
    expect(quantizationOf({}, { 'quant_config.json': { w_bit: 4, q_group_size: 128 } })?.method.value).toBe('awq');
  });

  test('the span of a group size is the number itself', () => {
    const text = JSON.stringify({ ...model, quantization_config: { quant_method: 'awq', bits: 4, group_size: 128 } }, null, 2);
    const group = readModelConfig('config.json', text, new Map())?.quantization?.schemes[0]?.weights.groupSize;
    expect(text.slice(group?.span.start, group?.span.end)).toBe('128');
    expect(group?.key).toBe('quantization_config.group_size');
  });
});

describe('which modules are quantized', () => {
  const proj = 'model.layers.3.self_attn.o_proj';
  const tower = 'visual.blocks.0.mlp.fc2';
  const rows: readonly (readonly [name: string, config: object, module: string, quantized: boolean | undefined])[] = [
    ['AWQ: everything', { quant_method: 'awq' }, proj, true],
    ['AWQ: a part of the name', { quant_method: 'awq', modules_to_not_convert: ['visual'] }, tower, false],
    ['AWQ: the rest stays quantized', { quant_method: 'awq', modules_to_not_convert: ['visual'] }, proj, true],
    ['AWQ without a list: the weights decide on a tower', { quant_method: 'awq', modules_to_not_convert: null }, tower, undefined],
    ['embeddings never', { quant_method: 'awq' }, 'model.embed_tokens', false],
    ['the head where the file says so', { quant_method: 'gptq', lm_head: true }, 'lm_head', true],
    ['the head otherwise not', { quant_method: 'gptq' }, 'lm_head', false],
    ['GPTQ: skipped by an expression', { quant_method: 'gptq', dynamic: { '-:.*self_attn.*': {} } }, proj, false],
    ['GPTQ: not skipped', { quant_method: 'gptq', dynamic: { '-:.*gate$': {} } }, proj, true],
    ['GPTQ: only some modules', { quant_method: 'gptq', modules_in_block_to_quantize: [['mlp.down_proj']] }, proj, false],
    ['fp8: the whole name', { quant_method: 'fp8', modules_to_not_convert: ['model.layers.3.self_attn.o_proj'] }, proj, false],
    ['fp8: another layer', { quant_method: 'fp8', modules_to_not_convert: ['model.layers.30.self_attn.o_proj'] }, proj, true],
    ['fp8: part of a name decides nothing', { quant_method: 'fp8', ignored_layers: ['self_attn'] }, proj, undefined],
    [
      'fp8: under another wrapper',
      { quant_method: 'fp8', modules_to_not_convert: ['model.language_model.layers.3.self_attn.o_proj'] },
      proj,
      false,
    ],
    ['compressed-tensors: class', tensors({ num_bits: 4 }), proj, true],
    ['compressed-tensors: expression', tensors({ num_bits: 4 }, { ignore: ['re:.*self_attn.*'] }), proj, false],
    ['compressed-tensors: expression of a tower', tensors({ num_bits: 4 }, { ignore: ['re:visual.*'] }), tower, false],
    ['compressed-tensors: matches only another spelling', tensors({ num_bits: 4 }, { ignore: ['re:model\\.visual.*'] }), tower, undefined],
    ['compressed-tensors: an expression that is none', tensors({ num_bits: 4 }, { ignore: ['re:(('] }), proj, undefined],
    ['compressed-tensors: an expression that never ends', tensors({ num_bits: 4 }, { ignore: ['re:(a+)+$'] }), proj, undefined],
    [
      'compressed-tensors: other targets',
      tensors({}, { config_groups: { g: { targets: ['re:.*experts.*'], weights: { num_bits: 4 } } } }),
      proj,
      false,
    ],
    ['ModelOpt: a tree', { quant_method: 'modelopt', quant_algo: 'NVFP4', ignore: ['model.layers.3.self_attn*'] }, proj, false],
    [
      'ModelOpt: a tree is not its neighbour',
      { quant_method: 'modelopt', quant_algo: 'NVFP4', ignore: ['model.layers.3*'] },
      'model.layers.30.mlp.up_proj',
      true,
    ],
    ['ModelOpt: glob', { quant_method: 'modelopt', quant_algo: 'NVFP4', ignore: ['*.self_attn.*'] }, proj, false],
    [
      'ModelOpt: text',
      { quant_method: 'modelopt', quant_algo: 'NVFP4', ignore: ['vision_tower'] },
      'model.vision_tower.blocks.0.fc1',
      false,
    ],
    ['MXFP4: experts only', { quant_method: 'mxfp4' }, proj, false],
    ['MXFP4: experts', { quant_method: 'mxfp4' }, 'model.layers.0.mlp.experts', true],
    ['a method that is not known', { quant_method: 'aqlm' }, proj, undefined],
    [
      'fused names: all shards agree',
      { quant_method: 'fp8', modules_to_not_convert: ['model.layers.0.mlp.gate_proj', 'model.layers.0.mlp.up_proj'] },
      'model.layers.0.mlp.gate_up_proj',
      false,
    ],
    [
      'fused names: shards disagree',
      { quant_method: 'fp8', modules_to_not_convert: ['model.layers.0.mlp.gate_proj'] },
      'model.layers.0.mlp.gate_up_proj',
      undefined,
    ],
  ];

  test.each(rows)('%s', (_name, config, module, quantized) => {
    expect(isQuantized(inline(config), module)).toBe(quantized);
  });

  test('in any layer', () => {
    const some = inline({ quant_method: 'fp8', modules_to_not_convert: ['model.layers.0.self_attn.o_proj'] });
    expect(isAnyLayerQuantized(some, 'self_attn.o_proj', 2)).toBe(true);
    expect(isAnyLayerQuantized(some, 'self_attn.o_proj', 1)).toBe(false);
  });
});
