import { describe, expect, test } from 'vitest';
import { launchTexts } from '../../documents/python/calls.ts';

describe('calls that start vLLM', () => {
  test.each([
    ['from vllm import LLM\nLLM("m", tensor_parallel_size=2)', 'LLM: model "m", tensorParallelSize 2'],
    ['from vllm.entrypoints.llm import LLM\nLLM(model="m", enable_expert_parallel=True)', 'LLM: model "m", enableExpertParallel true'],
    ['from vllm.v1.engine.async_llm import AsyncEngineArgs\nAsyncEngineArgs("m")', 'AsyncEngineArgs: model "m"'],
    ['LLM(model="m", tensor_parallel_size=2)', 'LLM: model "m", tensorParallelSize 2'],
    ['EngineArgs(model="m", quantization="awq")', 'EngineArgs: model "m", quantization "awq"'],
    ['from vllm import LLM\nLLM("m", tensor_parallel_size="2")', 'LLM: model "m", tensorParallelSize ?'],
    ['from vllm import LLM\nLLM("m", quantization=None)', 'LLM: model "m"'],
    ['from vllm import LLM\nLLM("m", **more)', 'LLM: model "m" …'],
    [
      'from langchain_community.llms import VLLM\nVLLM(model="m", vllm_kwargs={"quantization": "awq"})',
      'LLM: model "m", quantization "awq"',
    ],
    ['from langchain_community.llms import VLLM\nVLLM(model="m", vllm_kwargs=more)', 'LLM: model "m" …'],
    [
      'from ray.serve.llm import LLMConfig\nLLMConfig(model_loading_config={"model_source": "m", "model_id": "n"}, engine_kwargs=dict(tensor_parallel_size=2))',
      'LLMConfig: model "m", tensorParallelSize 2',
    ],
    ['from ray.llm import LLMConfig\nLLMConfig(model_loading_config=dict(model_id="n"))', 'LLMConfig: model "n"'],
    ['from swift.llm import VllmEngine\nVllmEngine("m", tensor_parallel_size=2)', 'VllmEngine: model "m", tensorParallelSize 2'],
    [
      'from trl import GRPOConfig\nGRPOConfig(use_vllm=True, vllm_tensor_parallel_size=2, max_model_len=4)',
      'GRPOConfig: tensorParallelSize 2',
    ],
  ])('%s', (text, launch) => expect(launchTexts('vllm', text)).toEqual([launch]));

  test.each([
    'from mypackage import LLM\nLLM("m", tensor_parallel_size=2)',
    'LLM("m")',
    'LLM("m", tensor_parallel_size=2, kv_cache_config=c)',
    'from tensorrt_llm import LLM\nLLM("m", tensor_parallel_size=2)',
    'from trl import GRPOConfig\nGRPOConfig(use_vllm=True)',
    'from trl import GRPOConfig\nGRPOConfig(use_vllm=True, vllm_mode="server", vllm_tensor_parallel_size=2)',
    'from openai import OpenAI\nOpenAI(model="m")',
  ])('none: %s', (text) => expect(launchTexts('vllm', text)).toEqual([]));
});
