import { describe, expect, test } from 'vitest';
import { loadModel } from '../../../shared/models/load-model.ts';
import { memoryFiles } from '../../../shared/models/memory-files.ts';

const llama = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  vocab_size: 32000,
};
const awq = { quant_method: 'awq', bits: 4, group_size: 128, zero_point: true, version: 'gemm' };
const modelOpt = { producer: { name: 'modelopt' }, quantization: { quant_algo: 'FP8', exclude_modules: ['lm_head'] } };

const load = (contents: Readonly<Record<string, unknown>>, path = '/m') =>
  loadModel(path, memoryFiles(Object.fromEntries(Object.entries(contents).map(([name, content]) => [name, JSON.stringify(content)]))));

describe('what counts', () => {
  test('a folder and its config.json are the same', () => {
    expect(load({ '/m/config.json': llama })?.path).toBe('/m/config.json');
    expect(load({ '/m/config.json': llama }, '/m/config.json')?.decoder.layers?.value).toBe(32);
    expect(load({ 'm/config.json': llama }, 'm')?.path).toBe('m/config.json');
  });

  test('files beside it, only where config.json says nothing of quantization', () => {
    expect(load({ '/m/config.json': llama, '/m/hf_quant_config.json': modelOpt })?.quantization?.source).toBe('hf_quant_config.json');
    expect(
      load({ '/m/config.json': { ...llama, quantization_config: awq }, '/m/hf_quant_config.json': modelOpt })?.quantization?.source,
    ).toBe('config.json');
  });

  test('params.json, only where there is no config.json', () => {
    const params = { dim: 4096, n_layers: 30, n_heads: 32, n_kv_heads: 8, hidden_dim: 14336, head_dim: 128, vocab_size: 32768 };
    expect(load({ '/m/params.json': params })?.decoder.layers?.value).toBe(30);
    expect(load({ '/m/params.json': params, '/m/config.json': llama })?.decoder.layers?.value).toBe(32);
  });

  test.each([
    [{}, '/m'],
    [{ '/m/model.safetensors': 1 }, '/m'],
    [{ '/m/config.json': { compilerOptions: {} } }, '/m'],
    [{ '/m/config.json': [] }, '/m'],
  ])('nothing in %j', (contents, path) => {
    expect(load(contents, path)).toBeUndefined();
  });
});

describe('an edit', () => {
  test('of config.json is seen, and the same text is read once', () => {
    const first = load({ '/e/config.json': llama }, '/e');
    expect(load({ '/e/config.json': llama }, '/e')).toBe(first);
    expect(load({ '/e/config.json': { ...llama, num_hidden_layers: 33 } }, '/e')?.decoder.layers?.value).toBe(33);
  });

  test('of a file beside it is seen, and so is its removal', () => {
    const files = { '/e/config.json': llama, '/e/quant_config.json': { zero_point: true, q_group_size: 128, w_bit: 4, version: 'GEMM' } };
    const groupSize = (contents: Readonly<Record<string, unknown>>) =>
      load(contents, '/e')?.quantization?.schemes[0]?.weights.groupSize?.value;
    expect(groupSize(files)).toBe(128);
    expect(groupSize({ ...files, '/e/quant_config.json': { ...files['/e/quant_config.json'], q_group_size: 64 } })).toBe(64);
    expect(groupSize({ '/e/config.json': llama })).toBeUndefined();
  });
});
