import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readModelConfig } from '../../../shared/model/read-model-config.ts';

const configs = join(import.meta.dirname, '../../../../shared/configs');

describe.runIf(existsSync(configs))('real files', () => {
  const files = (folder: string) =>
    readdirSync(join(configs, folder)).map((name) => ({ name, text: readFileSync(join(configs, folder, name), 'utf8') }));

  test('every config.json of a model is read as one', () => {
    const unread = files('models').filter(({ name, text }) => readModelConfig(name, text, new Map()) === undefined);
    expect(unread.map(({ name }) => name)).toEqual([]);
  });

  test('a config.json that is not a model’s is left alone', () => {
    const claimed = files('not_model').filter(({ name, text }) => readModelConfig(name, text, new Map()) !== undefined);
    expect(claimed.map(({ name }) => name)).toEqual([]);
  });

  test('nothing is found wrong in a published config.json', () => {
    const found = files('models').flatMap(({ name, text }) =>
      (readModelConfig(name, text, new Map())?.problems ?? []).map(({ rule, message }) => `${name}: ${rule} ${message()}`),
    );
    expect(found).toEqual([]);
  });

  test('what a quantization file beside it says is known', () => {
    const config = '{"architectures": ["AnyForCausalLM"], "model_type": "llama", "hidden_size": 64, "num_attention_heads": 4}';
    const sidecars = files('sidecars').filter(({ name }) => name.endsWith('hf_quant_config.json'));
    const unread = sidecars.filter(({ text }) => {
      const quantization = readModelConfig('config.json', config, new Map([['hf_quant_config.json', text]]))?.quantization;
      return quantization?.method.value !== 'modelopt' || quantization.schemes.length === 0;
    });
    expect(unread.map(({ name }) => name)).toEqual([]);
  });
});
