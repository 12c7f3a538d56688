import { describe, expect, test } from 'vitest';
import { findingsOf, glances } from './workspace.ts';

const path = '/project/model/config.json';

interface Described {
  readonly [name: string]: readonly [dtype: string, ...shape: number[]];
}

const header = (tensors: Described): string =>
  JSON.stringify({
    __metadata__: { format: 'pt' },
    ...Object.fromEntries(Object.entries(tensors).map(([name, [dtype, ...shape]]) => [name, { dtype, shape, data_offsets: [0, 0] }])),
  });

const base = {
  architectures: ['Qwen2ForCausalLM'],
  model_type: 'qwen2',
  hidden_size: 1024,
  num_attention_heads: 8,
  num_hidden_layers: 2,
  vocab_size: 64,
};

function filesOf(config: object, tensors: Described, file = 'model.safetensors') {
  return { [path]: JSON.stringify({ ...base, ...config }, undefined, 1), [`/project/model/${file}`]: header(tensors) };
}

const of = (config: object, tensors: Described, file?: string): readonly string[] =>
  glances(filesOf(config, tensors, file), path).filter((glance) => glance.includes('config-weights'));

const gate = 'model.layers.0.mlp.gate_proj';

describe('a width that the weights do not have', () => {
  test.each<[string, object, Described, string?]>([
    ['BF16', {}, { [`${gate}.weight`]: ['BF16', 2968, 1024] }],
    ['FP8', {}, { [`${gate}.weight`]: ['F8_E4M3', 2968, 1024] }],
    ['AWQ', {}, { [`${gate}.qweight`]: ['I32', 1024, 371], [`${gate}.scales`]: ['F16', 8, 2968] }],
    ['GPTQ', {}, { [`${gate}.qweight`]: ['I32', 128, 2968], [`${gate}.scales`]: ['F16', 8, 2968] }],
    ['compressed-tensors', {}, { [`${gate}.weight_packed`]: ['I32', 2968, 128] }],
    ['the first of several files', {}, { [`${gate}.weight`]: ['BF16', 2968, 1024] }, 'model-00001-of-00004.safetensors'],
    ['no gate', {}, { 'model.layers.0.mlp.fc1.weight': ['F16', 2968, 1024] }],
  ])('%s', (_, config, tensors, file) => {
    expect(of({ ...config, intermediate_size: 3072 }, tensors, file)).toEqual(['error config-weights at "3072"']);
    expect(of({ ...config, intermediate_size: 2968 }, tensors, file)).toEqual([]);
  });

  test('experts and shared experts by their own keys', () => {
    const config = {
      intermediate_size: 4096,
      num_experts: 4,
      num_experts_per_tok: 2,
      moe_intermediate_size: 768,
      shared_expert_intermediate_size: 640,
      model_type: 'qwen2_moe',
    };
    const experts: Described = {
      'model.layers.0.mlp.experts.0.gate_proj.weight': ['BF16', 704, 1024],
      'model.layers.0.mlp.experts.1.up_proj.weight': ['BF16', 704, 1024],
      'model.layers.0.mlp.shared_expert.up_proj.weight': ['BF16', 512, 1024],
    };
    expect(of(config, experts)).toEqual(['error config-weights at "768"', 'error config-weights at "640"']);
  });

  test('the vision tower’s', () => {
    const vision_config = { model_type: 'qwen2_5_vl', hidden_size: 1280, num_heads: 16, depth: 32, intermediate_size: 3456 };
    const config = {
      model_type: 'qwen2_5_vl',
      architectures: ['Qwen2_5_VLForConditionalGeneration'],
      intermediate_size: 4096,
      vision_config,
    };
    expect(of(config, { 'visual.blocks.0.mlp.gate_proj.weight': ['BF16', 3420, 1280] })).toEqual(['error config-weights at "3456"']);
  });

  test('says what the weights have, and offers it', () => {
    const finding = findingsOf(filesOf({ intermediate_size: 2944 }, { [`${gate}.weight`]: ['BF16', 2968, 1024] }), path).find(
      ({ rule }) => rule === 'config-weights',
    );
    expect(finding?.message).toBe(
      'intermediate_size is 2944, but the weights beside this file have 2968 (model.layers.0.mlp.gate_proj.weight): the launch fails while loading, or weights are cut away',
    );
    expect(finding?.fixes.map(({ title, safe }) => [title, safe])).toEqual([
      ['Set intermediate_size to 2968, which the weights have', false],
    ]);
  });
});

describe('nothing is said', () => {
  const wide = { intermediate_size: 3072 };
  test.each<[string, object, Described, string?]>([
    [
      'of layers that differ',
      wide,
      { [`${gate}.weight`]: ['BF16', 2968, 1024], 'model.layers.1.mlp.gate_proj.weight': ['BF16', 2960, 1024] },
    ],
    ['of twice the width', wide, { [`${gate}.weight`]: ['BF16', 6144, 1024] }],
    ['of half the width', wide, { [`${gate}.weight`]: ['BF16', 1536, 1024] }],
    ['of flattened blocks', wide, { [`${gate}.weight`]: ['U8', 1519616, 1] }],
    ['of packed floats', wide, { [`${gate}.weight`]: ['U8', 2968, 512] }],
    ['of another input', wide, { [`${gate}.weight`]: ['BF16', 2968, 512] }],
    ['of down_proj alone', wide, { 'model.layers.0.mlp.down_proj.weight': ['BF16', 1024, 2968] }],
    ['of blocks with other names', wide, { 'model.layers.0.residual_mlp.w1.weight': ['BF16', 1024, 1024] }],
    ['of gate and up in one', wide, { 'model.layers.0.mlp.gate_up_proj.weight': ['BF16', 5936, 1024] }],
    ['of a projector', wide, { 'model.mm_projector.0.mlp.fc1.weight': ['BF16', 2968, 1024] }],
    ['of a width that the file does not write', { model_type: 'gpt_neo' }, { [`${gate}.weight`]: ['BF16', 2968, 1024] }],
    ['of an adapter', wide, { [`${gate}.weight`]: ['BF16', 2968, 1024] }, 'adapter_model.safetensors'],
  ])('%s', (_, config, tensors, file) => expect(of(config, tensors, file)).toEqual([]));

  test.each(['', '[]', '{"a": 1}', '{"a": {"dtype": 1}}', 'null', '{'])('of a header %j', (text) => {
    const files = { [path]: JSON.stringify({ ...base, ...wide }), '/project/model/model.safetensors': text };
    expect(glances(files, path).filter((glance) => glance.includes('config-weights'))).toEqual([]);
  });
});
