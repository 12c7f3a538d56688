import { type Call, type Calls, isOwn } from '../launches/calls.ts';
import type { OptionSet } from './option-table.ts';

const sets: readonly OptionSet[] = ['server'];

const options: Call = {
  entryPoint: { name: 'LMDeploy options', sets, model: 'option', strict: false },
  positional: [],
  names: { model_path: 'model' },
};

/** Names that of all engines only LMDeploy has, and some that it does not have. */
const own = 'cache-max-entry-count max-prefill-token-num cache-block-seq-len';
const foreign = 'gpu-memory-utilization max-num-seqs max-model-len mem-fraction-static context-length kv-cache-config';

/** Mappings of YAML with LMDeploy's options. */
export const yamlCalls: Calls = { 'yaml:options': { ...options, isMeant: isOwn(own, foreign) } };
