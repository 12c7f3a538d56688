import type { Keyword, Keywords } from '../../documents/keywords.ts';
import type { Call, Calls } from '../launches/calls.ts';
import type { OptionSet } from './option-table.ts';
import { yamlCalls } from './yaml-calls.ts';

const offline: readonly OptionSet[] = ['engine'];
const online: readonly OptionSet[] = ['engine', 'async'];

const llm = callable('LLM', offline);
const engineArguments = callable('EngineArgs', offline);
const asyncEngineArguments = callable('AsyncEngineArgs', online);

/** LangChain's and LlamaIndex's classes over `LLM`, which they give `vllm_kwargs` too. */
const wrapped: Call = {
  ...callable('LLM', offline),
  inner: ['vllm_kwargs'],
  only: ['model', 'tensor_parallel_size', 'trust_remote_code', 'dtype', 'quantization', 'vllm_kwargs'],
};

/** Ray Serve and Ray Data: the model's name stands for the model where no source is given. */
const ofRay: Call = {
  entryPoint: { name: 'LLMConfig', sets: online, model: 'option', strict: false },
  positional: [],
  inner: ['engine_kwargs', 'model_loading_config'],
  names: { model_id: 'model', model_source: 'model' },
  weaker: ['model_id'],
};

/** TRL starts vLLM inside its trainer; the trainer has the model. */
const ofTrl: Call = {
  entryPoint: { name: 'GRPOConfig', sets: offline, model: 'option', strict: false },
  positional: [],
  only: ['vllm_tensor_parallel_size'],
  names: { vllm_tensor_parallel_size: 'tensor_parallel_size' },
  isMeant: (keywords) =>
    givenValue(keywords, 'use_vllm') === true &&
    has(keywords, 'vllm_tensor_parallel_size') &&
    givenValue(keywords, 'vllm_mode') !== 'server',
};

/** vllm/entrypoints/llm.py LLM, vllm/engine/arg_utils.py: keywords are called as the options are. */
export const calls: Calls = {
  'vllm.*.LLM': llm,
  'vllm.*.EngineArgs': engineArguments,
  'vllm.*.AsyncEngineArgs': asyncEngineArguments,
  LLM: { ...llm, isMeant: isVllm },
  EngineArgs: engineArguments,
  AsyncEngineArgs: asyncEngineArguments,
  'langchain_community.*.VLLM': wrapped,
  'langchain.*.VLLM': wrapped,
  'llama_index.*.Vllm': wrapped,
  'swift.*.VllmEngine': { ...callable('VllmEngine', offline), positional: ['model_id_or_path'], names: { model_id_or_path: 'model' } },
  'ray.*.LLMConfig': ofRay,
  'ray.*.vLLMEngineProcessorConfig': { ...ofRay, entryPoint: { ...ofRay.entryPoint, name: 'vLLMEngineProcessorConfig' } },
  'trl.*.GRPOConfig': ofTrl,
  'trl.*.RLOOConfig': { ...ofTrl, entryPoint: { ...ofTrl.entryPoint, name: 'RLOOConfig' } },
  ...yamlCalls,
};

function callable(name: string, sets: readonly OptionSet[]): Call {
  return { entryPoint: { name, sets, model: 'option', strict: false } };
}

const ofVllm: ReadonlySet<string> = new Set([
  'tensor_parallel_size',
  'gpu_memory_utilization',
  'max_model_len',
  'max_num_seqs',
  'enforce_eager',
  'additional_config',
  'cpu_offload_gb',
  'data_parallel_size',
  'distributed_executor_backend',
  'enable_prefix_caching',
  'enable_sleep_mode',
  'hf_overrides',
  'kv_cache_dtype',
  'kv_transfer_config',
  'limit_mm_per_prompt',
  'logits_processors',
  'max_num_batched_tokens',
  'mm_processor_cache_gb',
  'mm_processor_kwargs',
  'pooler_config',
  'swap_space',
]);

/** Keywords of TensorRT-LLM's class of the same name. */
const ofOthers =
  /^(build_config|kv_cache_config|quant_config|cuda_graph_config|backend|moe_\w+_parallel_size|max_batch_size|max_num_tokens|max_seq_len|enable_attention_dp)$/;

/** An `LLM` that nothing imports, as in a snippet, is vLLM's by keywords that others do not have. */
function isVllm({ given }: Keywords): boolean {
  const names = given.flatMap(({ name }) => name ?? []);
  return names.some((name) => ofVllm.has(name)) && !names.some((name) => ofOthers.test(name));
}

function givenValue(keywords: Keywords, name: string): Keyword['value'] {
  return keywords.given.find((keyword) => keyword.name === name)?.value;
}

function has({ given }: Keywords, name: string): boolean {
  return given.some((keyword) => keyword.name === name);
}
