import { expect, test } from 'vitest';
import type { Fact } from '../../shared/model/fact.ts';
import type { ModelConfig } from '../../shared/model/model-config.ts';
import { parameterCount } from '../../shared/model/parameter-count.ts';
import { isQuantized } from '../../shared/model/quantized-modules.ts';
import { readModelConfig } from '../../shared/model/read-model-config.ts';
import type { Span } from '../../shared/text/span.ts';
import { modelConfigs, modelTokens } from './model-configs.ts';
import { outside, tryMutations } from './mutated-texts.ts';

test('a mutated config is read without a throw, with every span inside it', () => {
  tryMutations({ name: 'config.json', texts: modelConfigs, tokens: modelTokens }, (text) => {
    const model = readModelConfig('config.json', text, new Map());
    return model && outside(spansIn(model), text);
  });
}, 600_000);

test('a mutated file beside a config is read without a throw', () => {
  const config = '{"architectures": ["AnyForCausalLM"], "model_type": "llama", "hidden_size": 64, "num_attention_heads": 4}';
  tryMutations({ name: 'hf_quant_config.json', texts: modelConfigs, tokens: modelTokens }, (text) => {
    const model = readModelConfig('config.json', config, new Map([['hf_quant_config.json', text]]));
    if (model === undefined) return 'the config was given up';
    return model.quantization && outside([model.quantization.span], text);
  });
}, 600_000);

function spansIn(model: ModelConfig): readonly Span[] {
  const spans: Span[] = [];
  for (const { span } of factsIn(model)) spans.push(span);
  for (const problem of model.problems) {
    expect(problem.message()).not.toBe('');
    spans.push(problem.span);
    if (problem.related !== undefined) spans.push(problem.related.span);
  }
  parameterCount(model);
  if (model.quantization !== undefined) isQuantized(model.quantization, 'model.layers.0.self_attn.qkv_proj');
  return spans;
}

function* factsIn(value: unknown): Generator<Fact<unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if ('span' in value && 'key' in value && 'value' in value) yield value as Fact<unknown>;
  for (const inner of Object.values(value)) yield* factsIn(inner);
}
