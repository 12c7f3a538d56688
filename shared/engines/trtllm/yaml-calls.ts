import { type Call, type Calls, isOwn } from '../launches/calls.ts';
import type { OptionSet } from './option-table.ts';

const sets: readonly OptionSet[] = ['serve'];

const options: Call = {
  entryPoint: { name: 'TensorRT-LLM options', sets, model: 'option', strict: false },
  positional: [],
  names: { tp: 'tensor_parallel_size', pp: 'pipeline_parallel_size', ep: 'moe_expert_parallel_size' },
};

/** Names that of all engines only TensorRT-LLM has, and some that it does not have. */
const own =
  'moe-expert-parallel-size kv-cache-config cuda-graph-config print-iter-log enable-attention-dp moe-config cache-transceiver-config ' +
  'kv-cache-free-gpu-mem-fraction kv-cache-free-gpu-memory-fraction llm-api-args';
const foreign = 'gpu-memory-utilization max-num-seqs max-model-len mem-fraction-static session-len context-length';

/** Mappings of YAML with TensorRT-LLM's options. */
export const yamlCalls: Calls = {
  'yaml:trtllm': options,
  'yaml:options': { ...options, isMeant: isOwn(own, foreign) },
  'yaml:verl-trtllm': {
    ...options,
    entryPoint: { ...options.entryPoint, name: 'verl rollout' },
    names: { tensor_model_parallel_size: 'tensor_parallel_size' },
  },
};
