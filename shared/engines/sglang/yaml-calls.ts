import { type Call, type Calls, isOwn } from '../launches/calls.ts';

const sets = ['server'];

const options: Call = {
  entryPoint: { name: 'SGLang options', sets, model: 'option', strict: false },
  positional: [],
  names: { tp: 'tp_size', pp: 'pp_size', dp: 'dp_size', ep: 'ep_size' },
};

/** Names that of all engines only SGLang has, and some that it does not have: beside them the others may be anybody's. */
const own =
  'mem-fraction-static chunked-prefill-size max-running-requests disaggregation-mode cuda-graph-max-bs moe-runner-backend ' +
  'disable-radix-cache enable-dp-attention disable-cuda-graph schedule-conservativeness';
const foreign = 'gpu-memory-utilization max-num-seqs kv-cache-config moe-expert-parallel-size session-len enable-expert-parallel';

/** Mappings of YAML with SGLang's options. */
export const yamlCalls: Calls = {
  'yaml:sglang': options,
  'yaml:options': { ...options, isMeant: isOwn(own, foreign) },
  'yaml:verl-sglang': {
    ...options,
    entryPoint: { ...options.entryPoint, name: 'verl rollout' },
    names: { tensor_model_parallel_size: 'tp_size', expert_parallel_size: 'ep_size' },
  },
};
