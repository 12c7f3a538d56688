import { expect, test } from 'vitest';
import { nameOf } from '../../../shared/model/fact-name.ts';
import { readModelConfig } from '../../../shared/model/read-model-config.ts';

function modelOf(config: object) {
  return readModelConfig('/model/config.json', JSON.stringify(config), new Map());
}

const text = { architectures: ['LlamaForCausalLM'], model_type: 'llama', hidden_size: 3200, num_attention_heads: 32 };

test('a field is called by its last key, and that of a tower by its section too', () => {
  const model = modelOf({
    architectures: ['Gemma3ForConditionalGeneration'],
    model_type: 'gemma3',
    text_config: { ...text, model_type: 'gemma3_text', intermediate_size: 8640 },
    vision_config: { model_type: 'siglip_vision_model', hidden_size: 1152, num_attention_heads: 16, intermediate_size: 4304 },
  });
  const facts = [model?.decoder.intermediateSize, model?.vision?.heads, model?.vision?.intermediateSize];
  expect(facts.map((fact) => fact && nameOf(fact))).toEqual([
    'intermediate_size',
    'vision_config.num_attention_heads',
    'vision_config.intermediate_size',
  ]);
});

test('what is derived is called by what it is', () => {
  const { decoder } = modelOf(text) ?? {};
  expect([decoder?.headDim, decoder?.keyValueHeads].map((fact) => fact && `${nameOf(fact)} ${fact.value}`)).toEqual([
    'head_dim 100',
    'num_key_value_heads 32',
  ]);
  const vision = modelOf({
    ...text,
    architectures: ['Qwen2VLForConditionalGeneration'],
    model_type: 'qwen2_vl',
    vision_config: { embed_dim: 1280, mlp_ratio: 4 },
  })?.vision;
  expect([vision?.heads, vision?.intermediateSize].map((fact) => fact && `${nameOf(fact)} ${fact.value}`)).toEqual([
    'vision_config.num_heads 16',
    'vision_config.intermediate_size 5120',
  ]);
});
