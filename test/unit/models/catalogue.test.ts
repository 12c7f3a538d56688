import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import catalogJson from '../../../shared/catalog/catalog.json' with { type: 'json' };
import { catalogSchema, shapesSchema } from '../../../shared/catalog/catalog-schema.ts';
import shapesJson from '../../../shared/catalog/shapes.json' with { type: 'json' };
import type { ModelConfig } from '../../../shared/model/model-config.ts';
import { modelOfCatalogue } from '../../../shared/models/catalogue.ts';
import { catalogueIds, catalogueText } from '../../../shared/models/catalogue-rows.ts';

const configOf = (id: string): ModelConfig => {
  const model = modelOfCatalogue(id);
  if (!model) throw new Error(`${id} is not in the catalogue`);
  return model.config;
};

describe('the bundled file', () => {
  test('has the form that its schema says', () => {
    expect(catalogSchema.safeParse(catalogJson).error).toBeUndefined();
    expect(shapesSchema.safeParse(shapesJson).error).toBeUndefined();
  });

  test('holds every row of the table and stays small', () => {
    expect(catalogueIds()).toEqual(Object.keys(shapesJson.models));
    expect(catalogueIds().length).toBeGreaterThanOrEqual(150);
    expect(readFileSync(new URL('../../../shared/catalog/catalog.json', import.meta.url)).length).toBeLessThanOrEqual(120 * 1024);
  });

  test('is what the generator makes of the table', () => {
    const generator = fileURLToPath(new URL('../../../scripts/generate-catalog.mjs', import.meta.url));
    expect(execFileSync(process.execPath, [generator, '--check'], { encoding: 'utf8' })).toContain(`${catalogueIds().length} models`);
  });

  test('gives back what the table says of a model', () => {
    const models: Readonly<Record<string, { readonly base?: string; readonly config: unknown }>> = shapesJson.models;
    for (const [id, { base, config }] of Object.entries(models)) {
      if (base === undefined) expect(JSON.parse(catalogueText(id)), id).toEqual(config);
      else expect(JSON.parse(catalogueText(id)), id).toMatchObject(config as object);
    }
  });
});

describe('every row', () => {
  const rowsThatFail = (holds: (config: ModelConfig, id: string) => boolean): readonly string[] =>
    catalogueIds().filter((id) => !holds(configOf(id), id));
  const number = (fact: { readonly value: number } | undefined): number => fact?.value ?? Number.NaN;
  const bits = (config: ModelConfig): readonly number[] =>
    (config.quantization?.schemes ?? []).flatMap((scheme) => scheme.weights.bits?.value ?? []);

  test('is read from a path of its own', () => {
    expect(rowsThatFail((config, id) => config.path === `catalogue:${id}`)).toEqual([]);
  });

  test('has heads, layers, a hidden size, a vocabulary and an MLP', () => {
    const whole = ({ architectures, decoder }: ModelConfig): boolean =>
      architectures.length > 0 &&
      [decoder.layers, decoder.hiddenSize, decoder.attentionHeads, decoder.vocabularySize].every((fact) => number(fact) > 0) &&
      (decoder.intermediateSize ?? decoder.intermediateSizeByLayer ?? decoder.experts) !== undefined;
    expect(rowsThatFail(whole)).toEqual([]);
  });

  test('has heads that its KV heads divide, and no problem of its own', () => {
    expect(rowsThatFail(({ decoder }) => number(decoder.attentionHeads) % number(decoder.keyValueHeads) === 0)).toEqual([]);
    expect(rowsThatFail(({ problems }) => problems.length === 0)).toEqual([]);
  });

  test('is quantized where its name says so, with the bits of the name', () => {
    const named = (name: RegExp, holds: (config: ModelConfig) => boolean) =>
      rowsThatFail((config, id) => !name.test(id) || (config.quantization !== undefined && holds(config)));
    expect(named(/AWQ|GPTQ|FP8|FP4|Int[48]|w4a16/i, () => true)).toEqual([]);
    expect(named(/AWQ|Int4|w4a16|NVFP4$/i, (config) => bits(config).includes(4))).toEqual([]);
    expect(named(/Int8|(?<!NVFP4-)FP8$/i, (config) => bits(config).every((value) => value === 8))).toEqual([]);
  });

  test('names the public file its facts are from', () => {
    expect(rowsThatFail((_, id) => /^https:\/\/(?:github\.com|huggingface\.co)\/[^ ]+$/.test(modelOfCatalogue(id)?.source ?? ''))).toEqual(
      [],
    );
  });
});

test.each([
  ['Qwen/Qwen2-VL-72B-Instruct-AWQ', 29696, 'awq'],
  ['Qwen/Qwen2-VL-72B-Instruct-GPTQ-Int4', 29696, 'gptq'],
  ['Qwen/Qwen2-VL-72B-Instruct-GPTQ-Int8', 29696, 'gptq'],
  ['Qwen/Qwen2-VL-72B-Instruct', 29568, undefined],
  ['Qwen/Qwen2-72B-Instruct-GPTQ-Int8', 29696, 'gptq'],
  ['Qwen/Qwen2.5-72B-Instruct-AWQ', 29696, 'awq'],
  ['Qwen/Qwen2.5-72B-Instruct-GPTQ-Int4', 29696, 'gptq'],
  ['Qwen/Qwen2.5-72B-Instruct', 29568, undefined],
  ['Qwen/Qwen2.5-VL-72B-Instruct-AWQ', 29696, 'awq'],
  ['Qwen/Qwen2.5-32B-Instruct-AWQ', 27648, 'awq'],
])('%s has an MLP width of %i', (id, width, method) => {
  expect(configOf(id).decoder.intermediateSize?.value).toBe(width);
  expect(configOf(id).quantization?.method.value).toBe(method);
});

test.each([
  ['deepseek-ai/DeepSeek-R1', 128, 128, 61],
  ['openai/gpt-oss-120b', 64, 8, 36],
  ['meta-llama/Llama-3.1-405B-Instruct', 128, 8, 126],
  ['Qwen/Qwen2.5-7B-Instruct', 28, 4, 28],
  ['tiiuae/falcon-7b', 71, 1, 32],
  ['tiiuae/falcon-40b', 128, 8, 60],
])('%s has %i heads, %i KV heads, %i layers', (id, heads, keyValueHeads, layers) => {
  const { decoder } = configOf(id);
  expect([decoder.attentionHeads?.value, decoder.keyValueHeads?.value, decoder.layers?.value]).toEqual([heads, keyValueHeads, layers]);
});

test.each([
  'meta-llama/Llama-2',
  'meta-llama/Meta-Llama-3-',
  'meta-llama/Llama-3.1-',
  'meta-llama/Llama-3.2-',
  'meta-llama/Llama-3.3-',
  'meta-llama/Llama-4-',
  'codellama/',
  'Qwen/Qwen-',
  'Qwen/Qwen1.5-',
  'Qwen/Qwen2-',
  'Qwen/Qwen2-VL-',
  'Qwen/Qwen2.5-',
  'Qwen/Qwen2.5-Coder-',
  'Qwen/Qwen2.5-VL-',
  'Qwen/Qwen3-',
  'Qwen/Qwen3-VL-',
  'Qwen/Qwen3-Next-',
  'Qwen/Qwen3-Coder-',
  'Qwen/Qwen3.5-',
  'Qwen/QwQ-',
  'mistralai/Mistral-',
  'mistralai/Mixtral-',
  'mistralai/Codestral-',
  'mistralai/Devstral-',
  'mistralai/Ministral-',
  'google/gemma-2-',
  'google/gemma-3-',
  'google/gemma-4-',
  'microsoft/Phi-3-',
  'microsoft/phi-4',
  'deepseek-ai/DeepSeek-V2',
  'deepseek-ai/DeepSeek-V3',
  'deepseek-ai/DeepSeek-V4',
  'deepseek-ai/DeepSeek-R1-Distill-Qwen-',
  'THUDM/glm-4-',
  'zai-org/GLM-4.',
  'zai-org/GLM-5',
  'OpenGVLab/InternVL3',
  'internlm/internlm2',
  '01-ai/Yi-',
  'openai/gpt-oss-',
  'moonshotai/Kimi-',
  'MiniMaxAI/MiniMax-M',
  'nvidia/NVIDIA-Nemotron-3-',
  'nvidia/Llama-3.1-Nemotron-',
  'tiiuae/Falcon3-',
  'bigcode/starcoder2-',
  'allenai/OLMo-2-',
])('knows the family %s', (start) => {
  expect(catalogueIds().some((id) => id.startsWith(start))).toBe(true);
});

test.each([
  ['Qwen/', /-AWQ$/],
  ['Qwen/', /-GPTQ-Int4$/],
  ['Qwen/', /-GPTQ-Int8$/],
  ['Qwen/', /-FP8$/],
  ['hugging-quants/', /-AWQ-INT4$/],
  ['RedHatAI/', /-FP8-dynamic$/],
  ['RedHatAI/', /-quantized\.w4a16$/],
  ['nvidia/', /-NVFP4$/],
  ['casperhansen/', /-awq$/],
])('knows editions %s…%s', (start, end) => {
  expect(catalogueIds().some((id) => id.startsWith(start) && end.test(id))).toBe(true);
});

test('a name is found in any case, exactly as written first', () => {
  expect(modelOfCatalogue('qwen/qwen3-8b')?.id).toBe('Qwen/Qwen3-8B');
  expect(modelOfCatalogue('Qwen/Qwen3-8B')?.id).toBe('Qwen/Qwen3-8B');
});

test.each(['', 'toString', '__proto__', 'Qwen', 'Qwen/Qwen3-8', 'someone/my-own-model'])('%j is not known', (name) => {
  expect(modelOfCatalogue(name)).toBeUndefined();
});
