import { expect, test } from 'vitest';
import { launchTexts } from '../../documents/python/calls.ts';

test.each([
  [
    'from tensorrt_llm import LLM\nLLM("m", tensor_parallel_size=4, moe_expert_parallel_size=2)',
    'tensorrt_llm.LLM: model "m", tensorParallelSize 4, expertParallelSize 2',
  ],
  ['from tensorrt_llm.llmapi import LLM\nLLM(model="m", enable_attention_dp=True)', 'tensorrt_llm.LLM: model "m", enableAttentionDp true'],
  ['from tensorrt_llm._torch import LLM\nLLM(model="m", max_seq_len=8)', 'tensorrt_llm.LLM: model "m", maxModelLen 8'],
  ['from tensorrt_llm._tensorrt_engine import LLM\nLLM(model="m")', 'tensorrt_llm.LLM: backend "tensorrt", model "m"'],
  ['from tensorrt_llm import LLM\nLLM(model="m", build_config=b)', 'tensorrt_llm.LLM: backend "tensorrt", model "m", buildConfig ?'],
])('%s', (text, launch) => expect(launchTexts('trtllm', text)).toEqual([launch]));

test('a class of another package', () => {
  expect(launchTexts('trtllm', 'from vllm import LLM\nLLM(model="m", tensor_parallel_size=2)')).toEqual([]);
});
