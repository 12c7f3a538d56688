import { expect, test } from 'vitest';
import { unknownHardware } from '../../../shared/engines/hardware.ts';
import { engines } from '../../../shared/engines/registry.ts';
import { readModelConfig } from '../../../shared/model/read-model-config.ts';

const config = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 6144,
  num_attention_heads: 48,
  num_key_value_heads: 6,
  intermediate_size: 11_008,
  num_hidden_layers: 4,
  vocab_size: 32_001,
};

const sizes = Array.from({ length: 64 }, (_, at) => at + 1);

test.each(engines)('an outcome of $name without its sentence is the one with it', ({ constraints, layoutOf, launchOf, resolve }) => {
  const model = readModelConfig('config.json', JSON.stringify(config), new Map());
  if (model === undefined) throw new Error('not a model');
  const written = launchOf(1, undefined);
  const launch = { ...written, variant: resolve?.(written, model).variant };
  const asked = constraints(launch, model, { hardware: unknownHardware, modelOf: () => undefined }).filter(({ outcomeAt }) => outcomeAt);
  const layouts = sizes.map((tensorParallelSize) => layoutOf(launch, { tensorParallelSize }));
  expect(asked).not.toEqual([]);
  for (const { outcomeAt, judge } of asked)
    expect(layouts.map((layout) => outcomeAt?.(layout))).toEqual(layouts.map((layout) => judge(layout).outcome));
});
