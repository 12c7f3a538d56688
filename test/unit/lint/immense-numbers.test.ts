import { describe, expect, test } from 'vitest';
import { planBalanced } from '../../../shared/device-map/plan-map.ts';
import { engines } from '../../../shared/engines/registry.ts';
import { readModelConfig } from '../../../shared/model/read-model-config.ts';
import { weightBytesOf } from '../../../shared/model/weight-bytes.ts';
import { planOf } from '../../../shared/plan/plan-model.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { awq, dense, hybrid, latentAttention, mixture, type Shape, vision } from '../../conformance/shapes.ts';
import { analysisOf } from './workspace.ts';

/** As after a key that was held down: no model and no machine has so many of anything, and a program that counts up to it hangs. */
const immense = 40_000_000_007;

const launches: Readonly<Record<string, readonly string[]>> = {
  'vllm serve ./m -tp 8': [
    '-tp',
    '-pp',
    '-dp',
    '-dcp',
    '--prefill-context-parallel-size',
    '--nnodes',
    '--max-model-len',
    '--max-lora-rank',
  ],
  'python -m sglang.launch_server --model-path ./m --tp 8': [
    '--tp',
    '--pp-size',
    '--dp',
    '--ep',
    '--nnodes',
    '--moe-dp-size',
    '--dp 2 --ep',
  ],
  'lmdeploy serve api_server ./m --tp 8': ['--tp', '--dp', '--ep', '--cp', '--dp 2 --ep', '--ep 7 --dp'],
  'lmdeploy serve api_server ./m --backend pytorch --tp 8': ['--tp', '--dp', '--ep'],
  'trtllm-serve ./m --tp_size 8': ['--tp_size', '--pp_size', '--ep_size', '--ep_size 3 --tp_size', '--gpus_per_node'],
  'text-generation-launcher --model-id ./m --num-shard 8': ['--num-shard', '--max-total-tokens'],
};

const shapes: Readonly<Record<string, Shape>> = {
  dense: dense({ tie_word_embeddings: true }),
  mixture: mixture(64, 1536),
  'latent attention': latentAttention(),
  vision: vision(),
  hybrid: hybrid(),
  awq: { ...dense(), ...awq(128) },
};

const map = `from transformers import AutoModelForCausalLM
m = AutoModelForCausalLM.from_pretrained("./m", device_map={"model.embed_tokens": 0, "model.layers.0": 0, "model.layers.1": 0, "lm_head": 1})
`;

/** Everything that a document's analysis says, for the sake of what it has to count for that. */
function said(document: string, text: string, config: Shape): number {
  const texts = { [`/project/${document}`]: text, '/project/m/config.json': JSON.stringify(config) };
  const found = analysisOf(texts, `/project/${document}`)?.findings ?? [];
  return found.reduce((length, { message, fixes }) => length + message.length + fixes.length, 0);
}

describe.each(Object.entries(shapes))('%s', (_, shape) => {
  test.each(Object.entries(launches))('sizes of a launch: %s', (launch, options) => {
    for (const option of options) expect(said('serve.sh', `${launch} ${option} ${immense}\n`, shape)).toBeGreaterThanOrEqual(0);
  });

  test('numbers of the config', () => {
    for (const config of withOneImmense(shape)) {
      for (const launch of Object.keys(launches)) expect(said('serve.sh', `${launch}\n`, config)).toBeGreaterThanOrEqual(0);
      expect(said('load.py', map, config)).toBeGreaterThanOrEqual(0);
      const model = readModelConfig('/project/m/config.json', JSON.stringify(config), new Map());
      if (model === undefined) continue;
      for (const engine of engines) expect(planOf(model, engine, defaultSettings).sizes).toHaveLength(64);
      expect(weightBytesOf(model)?.layers.length ?? 0).toBeLessThan(immense);
      expect(planBalanced(model, [{ capacityBytes: undefined, takenBytes: 0 }])).toBeDefined();
    }
  });
});

function withOneImmense(shape: Shape): readonly Shape[] {
  return Object.entries(shape).flatMap(([key, value]): readonly Shape[] => {
    if (typeof value === 'number') return [{ ...shape, [key]: immense }];
    return isShape(value) ? withOneImmense(value).map((inner) => ({ ...shape, [key]: inner })) : [];
  });
}

function isShape(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
