import { expect, test } from 'vitest';
import { unknownHardware } from '../../../shared/engines/hardware.ts';
import { engines } from '../../../shared/engines/registry.ts';
import { readModelConfig } from '../../../shared/model/read-model-config.ts';

const config = {
  architectures: ['Qwen3MoeForCausalLM'],
  model_type: 'qwen3_moe',
  hidden_size: 2048,
  num_attention_heads: 48,
  num_key_value_heads: 6,
  head_dim: 128,
  intermediate_size: 6144,
  moe_intermediate_size: 768,
  num_experts: 128,
  num_experts_per_tok: 8,
  num_hidden_layers: 4,
  vocab_size: 151_936,
};

const sizes = Array.from({ length: 64 }, (_, at) => at + 1);

test.each(engines)('an outcome of $name without its sentence is the one with it', ({ constraints, layoutOf, launchOf }) => {
  const model = readModelConfig('config.json', JSON.stringify(config), new Map());
  if (model === undefined) throw new Error('not a model');
  const launch = launchOf(1, undefined);
  const asked = constraints(launch, model, { hardware: unknownHardware, modelOf: () => undefined }).filter(({ outcomeAt }) => outcomeAt);
  const layouts = sizes.map((tensorParallelSize) => layoutOf(launch, model, { tensorParallelSize }));
  expect(asked).not.toEqual([]);
  for (const { outcomeAt, judge } of asked)
    expect(layouts.map((layout) => outcomeAt?.(layout))).toEqual(layouts.map((layout) => judge(layout).outcome));
});
