import type { ExpertParallelOption } from '../engine.ts';

/** A number of ranks inside TP, beside which each expert is cut into the rest. The options file knows the long name alone. */
export const expertParallelOption: ExpertParallelOption = {
  name: 'expertParallelSize',
  takes: 'size',
  flagBeside: (flag) => {
    if (flag === '--tp') return '--ep';
    if (flag === '--tensor-parallel-size') return '--expert-parallel-size';
    return flag.endsWith('tensor_parallel_size') ? '--moe_expert_parallel_size' : '--ep_size';
  },
};
