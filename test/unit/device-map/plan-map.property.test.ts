import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMap } from '../../../shared/device-map/check-map.ts';
import type { DeviceMap } from '../../../shared/device-map/device-map.ts';
import { type PlannedMap, planBalanced, planEven } from '../../../shared/device-map/plan-map.ts';
import type { ModelConfig } from '../../../shared/model/model-config.ts';
import { weightBytesOf } from '../../../shared/model/weight-bytes.ts';
import { modelOf } from './models.ts';

const nowhere = { start: 0, end: 0 };

function asWritten({ devices }: PlannedMap): DeviceMap {
  const entries = [...devices].map(([module, device]) => ({ module, device, moduleSpan: nowhere, deviceSpan: nowhere }));
  return { entries, complete: true, span: nowhere };
}

function planned(model: ModelConfig, gpus: number): PlannedMap {
  const plan = planBalanced(
    model,
    Array.from({ length: gpus }, () => ({ capacityBytes: undefined, takenBytes: 0 })),
  );
  if (typeof plan === 'string') throw new Error(plan);
  return plan;
}

/** The fullest device of the best way to cut `items` into at most `devices` runs, by trying every cap there is. */
function leastPeak(items: readonly number[], devices: number): number {
  let low = Math.max(...items);
  let high = items.reduce((sum, item) => sum + item, 0);
  while (low < high) {
    const cap = Math.floor((low + high) / 2);
    if (runsUnder(items, cap) <= devices) high = cap;
    else low = cap + 1;
  }
  return low;
}

function runsUnder(items: readonly number[], cap: number): number {
  let runs = 1;
  let own = 0;
  for (const item of items) {
    if (own + item > cap) {
      runs += 1;
      own = 0;
    }
    own += item;
  }
  return runs;
}

const vision = {
  vision_config: {
    model_type: 'clip_vision_model',
    hidden_size: 1024,
    intermediate_size: 4096,
    num_attention_heads: 16,
    num_hidden_layers: 24,
  },
};
const llava = { architectures: ['LlavaForConditionalGeneration'], ...vision };

const models = fc
  .record({
    layers: fc.integer({ min: 1, max: 200 }),
    hidden: fc.constantFrom(256, 1024, 8192),
    vocabulary: fc.constantFrom(1000, 32000, 256000),
    tied: fc.boolean(),
    tower: fc.boolean(),
  })
  .map(({ layers, hidden, vocabulary, tied, tower }) =>
    modelOf({ layers, hidden, vocabulary, heads: hidden / 64, width: hidden * 3 }, { tie_word_embeddings: tied, ...(tower ? llava : {}) }),
  );

test('the written map passes our checks, is contiguous, and no contiguous map is better by more than nothing', () => {
  fc.assert(
    fc.property(models, fc.integer({ min: 1, max: 32 }), (model, gpus) => {
      const plan = planned(model, gpus);
      expect(checkMap(asWritten(plan), model, gpus)).toEqual([]);
      const order = [...plan.devices].filter(([module]) => /layers\.\d+$/.test(module)).map(([, gpu]) => gpu);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      const bytes = weightBytesOf(model);
      if (bytes === undefined) throw new Error('sizes');
      const items = [...(bytes.towers > 0 ? [bytes.towers] : []), bytes.embedding, ...bytes.layers, bytes.finalNorm + bytes.head];
      expect(Math.max(...plan.bytes)).toBe(leastPeak(items, Math.min(gpus, bytes.layers.length)));
      expect(plan.bytes.reduce((sum, own) => sum + own, 0)).toBe(items.reduce((sum, item) => sum + item, 0));
    }),
    { numRuns: 200 },
  );
});

describe('80 layers of 72B in 4 bits on 4 GPUs', () => {
  const quantization_config = { quant_method: 'gptq', bits: 4, group_size: 128, desc_act: false, sym: true };
  const model = modelOf(
    { hidden: 8192, layers: 80, heads: 64, keyValueHeads: 64, width: 24576, vocabulary: 152064 },
    { architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', torch_dtype: 'float16', quantization_config },
  );
  const gigabytes = ({ bytes }: PlannedMap) => bytes.map((own) => Number((own / 1e9).toFixed(1)));

  test('are balanced by bytes as 17, 23, 23, 17', () => {
    const plan = planned(model, 4);
    expect(plan.layers).toEqual([17, 23, 23, 17]);
    expect(gigabytes(plan)).toEqual([10.2, 10.4, 10.4, 10.2]);
  });

  test('are 20, 21, 21, 18 by layer count, which is heavier', () => {
    const plan = planEven(model, 4);
    if (typeof plan === 'string') throw new Error(plan);
    expect(plan.layers).toEqual([20, 21, 21, 18]);
    expect(gigabytes(plan)).toEqual([11.6, 9.5, 9.5, 10.7]);
  });
});

test('more GPUs than layers stay empty', () => {
  const plan = planned(modelOf({ layers: 5 }), 8);
  expect(plan.bytes.filter((own) => own > 0)).toHaveLength(5);
  expect(Math.max(...plan.devices.values())).toBeLessThan(8);
});

test('a tied head lies with its embedding', () => {
  const { devices } = planned(modelOf({ layers: 24 }, { tie_word_embeddings: true }), 4);
  expect(devices.get('lm_head')).toBe(devices.get('model.embed_tokens'));
});
