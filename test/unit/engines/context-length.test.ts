import { describe, expect, it } from 'vitest';
import { denseConfig, glances, type Texts } from '../lint/workspace.ts';

const path = '/project/serve.sh';
const texts = (launch: string, more: Readonly<Record<string, unknown>> = {}): Texts => ({
  [path]: `${launch}\n`,
  '/project/model/config.json': denseConfig(more),
});

describe('a context of 32768 tokens', () => {
  it.each([
    ['vllm serve ./model --max-model-len 32768', {}, []],
    ['vllm serve ./model --max-model-len 32769', {}, ['error context-length at "32769"']],
    ['vllm serve ./model --max-model-len 33k', {}, ['error context-length at "33k"']],
    ['vllm serve ./model --max-model-len auto', {}, []],
    ['VLLM_ALLOW_LONG_MAX_MODEL_LEN=1 vllm serve ./model --max-model-len 65536', {}, []],
    ['vllm serve ./model --max-model-len $LENGTH', {}, []],
    ['vllm serve ./model --max-model-len 65536 --hf-overrides.rope_theta 1000000', {}, []],
    [
      'vllm serve ./model --max-model-len 131072',
      { rope_scaling: { type: 'yarn', factor: 4, original_max_position_embeddings: 32768 } },
      [],
    ],
    ['vllm serve ./model --max-model-len 131073', { rope_scaling: { type: 'yarn', factor: 4 } }, ['error context-length at "131073"']],
    ['vllm serve ./model --max-model-len 65536', { rope_parameters: { full: { rope_type: 'linear', factor: 2 } } }, []],
    ['vllm serve ./model --max-model-len 40000', { rope_scaling: { rope_type: 'llama3', factor: 8 } }, ['error context-length at "40000"']],
    ['vllm serve ./model --max-model-len 65536', { model_max_length: 65536 }, []],
    ['python -m sglang.launch_server --model-path ./model --context-length 32769', {}, ['error context-length at "32769"']],
    ['python -m sglang.launch_server --model-path ./model --context-length 32768', {}, []],
  ] as const)('%s with %j', (launch, more, expected) => {
    expect(glances(texts(launch, more), path)).toEqual(expected);
  });
});
