import { type Call, type Calls, isOwn } from '../launches/calls.ts';
import type { OptionSet } from './option-table.ts';

const sets: readonly OptionSet[] = ['engine', 'async', 'serve'];

/** Short names of the sizes, which the command line does not have. */
const shortNames = {
  tp: 'tensor_parallel_size',
  'tp-size': 'tensor_parallel_size',
  tp_size: 'tensor_parallel_size',
  pp: 'pipeline_parallel_size',
  pp_size: 'pipeline_parallel_size',
  dp: 'data_parallel_size',
  dp_size: 'data_parallel_size',
};

const options: Call = {
  entryPoint: { name: 'vLLM options', sets, model: 'option', strict: false },
  positional: [],
  names: shortNames,
};

/** Names that of all engines only vLLM has, and some that it does not have: beside them the others may be anybody's. */
const own =
  'max-model-len gpu-memory-utilization max-num-seqs max-num-batched-tokens enforce-eager enable-expert-parallel disable-log-requests ' +
  'enable-auto-tool-choice compilation-config kv-transfer-config max-seq-len-to-capture swap-space distributed-executor-backend dp-rpc-port ' +
  'async-scheduling multi-step-stream-outputs';
const foreign =
  'mem-fraction-static chunked-prefill-size context-length disaggregation-mode kv-cache-config moe-expert-parallel-size session-len';

/** Names of TRL and ms-swift for what they give vLLM. */
const trainingNames = {
  vllm_tensor_parallel_size: 'tensor_parallel_size',
  vllm_pipeline_parallel_size: 'pipeline_parallel_size',
  vllm_data_parallel_size: 'data_parallel_size',
  vllm_enable_expert_parallel: 'enable_expert_parallel',
  vllm_gpu_memory_utilization: 'gpu_memory_utilization',
  vllm_max_model_len: 'max_model_len',
  vllm_max_model_length: 'max_model_len',
  vllm_max_num_seqs: 'max_num_seqs',
  vllm_quantization: 'quantization',
};

const verlNames = { tensor_model_parallel_size: 'tensor_parallel_size', pipeline_model_parallel_size: 'pipeline_parallel_size' };

/** Mappings of YAML with vLLM's options. */
export const yamlCalls: Calls = {
  'yaml:vllm': options,
  'yaml:options': { ...options, isMeant: isOwn(own, foreign) },
  'yaml:training': { ...options, entryPoint: { ...options.entryPoint, name: 'rollout' }, names: trainingNames },
  'yaml:verl-vllm': { ...options, entryPoint: { ...options.entryPoint, name: 'verl rollout' }, names: verlNames },
};
