import { describe, expect, test } from 'vitest';
import type { Launch, Resolved } from '../../../../shared/engines/engine.ts';
import { lmdeploy } from '../../../../shared/engines/lmdeploy/index.ts';
import { readModelConfig } from '../../../../shared/model/read-model-config.ts';
import { commandOf, type TestWord } from '../command-of.ts';

const shape = {
  hidden_size: 4096,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  num_hidden_layers: 2,
  intermediate_size: 8192,
  vocab_size: 32000,
};

function resolved(words: readonly TestWord[], config: object, release?: string): Resolved | undefined {
  const model = readModelConfig('/m/config.json', JSON.stringify({ ...shape, ...config }), new Map());
  const setting = release === undefined ? undefined : { text: release, release: release.split('.').map(Number) };
  const launch: Launch | undefined = lmdeploy.recognize([commandOf(['lmdeploy', 'serve', 'api_server', 'm/x', ...words])], setting)[0];
  return model && launch && lmdeploy.resolve?.(launch, model);
}

const architecture = (name: string, more: object = {}): object => ({ architectures: [name], model_type: 'llama', ...more });

describe('which engine runs', () => {
  test.each<readonly [string, object, string | undefined, string | undefined]>([
    ['', architecture('LlamaForCausalLM'), undefined, 'turbomind'],
    ['--backend turbomind', architecture('LlamaForCausalLM'), undefined, 'turbomind'],
    ['--backend pytorch', architecture('LlamaForCausalLM'), undefined, 'pytorch'],
    ['', architecture('MistralForCausalLM'), undefined, 'pytorch'],
    ['', architecture('MistralForCausalLM'), '0.13.0', 'turbomind'],
    ['', architecture('Qwen2VLForConditionalGeneration'), '0.13.0', 'turbomind'],
    ['', architecture('Qwen2VLForConditionalGeneration'), '0.15.0', 'pytorch'],
    ['', architecture('Qwen2VLForConditionalGeneration'), '0.16.0', 'turbomind'],
    ['', architecture('Qwen3ForCausalLM'), '0.7.0', 'pytorch'],
    ['', architecture('LlamaForCausalLM', { head_dim: 80 }), '0.13.0', undefined],
    ['', architecture('LlamaForCausalLM', { head_dim: 80 }), '0.14.0', 'turbomind'],
    ['', architecture('LlamaForCausalLM'), '0.5.0', undefined],
    ['', architecture('LlamaForCausalLM', { quantization_config: { quant_method: 'smooth_quant' } }), undefined, 'pytorch'],
    ['', {}, undefined, undefined],
    ['--device ascend', architecture('LlamaForCausalLM'), undefined, undefined],
  ])('%s %j of %s: %s', (words, config, release, variant) => {
    expect(resolved(words === '' ? [] : words.split(' '), config, release)?.variant).toBe(variant);
  });

  test('is not known where the option is not', () => {
    expect(resolved(['--backend', { source: '$BACKEND' }], architecture('LlamaForCausalLM'))?.variant).toBeUndefined();
    expect(resolved([{ source: '$MORE' }], architecture('LlamaForCausalLM'))?.variant).toBeUndefined();
  });
});

describe('the fall back to the PyTorch engine', () => {
  test('is said with its reason where TurboMind was asked for', () => {
    const problem = resolved(['--backend', 'turbomind'], architecture('MistralForCausalLM'))?.problem;
    expect(problem).toMatchObject({ rule: 'engine-fallback', severity: 'warning', replacement: { newText: 'pytorch' } });
    expect(problem?.message()).toBe(
      'LMDeploy 0.16.0 runs this model with its PyTorch engine, whatever --backend says: TurboMind does not support MistralForCausalLM',
    );
  });

  test('is not said where nothing was asked for, or TurboMind runs', () => {
    expect(resolved([], architecture('MistralForCausalLM'))?.problem).toBeUndefined();
    expect(resolved(['--backend', 'turbomind'], architecture('LlamaForCausalLM'))?.problem).toBeUndefined();
  });
});
