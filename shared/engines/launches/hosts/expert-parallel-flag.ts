/** What a host calls expert parallelism, beside its own name of the tensor-parallel size; undefined: the name is the engine's own. */
export function expertParallelFlagBeside(tensorParallelFlag: string): string | undefined {
  if (tensorParallelFlag.endsWith('rollout.tensor_model_parallel_size')) {
    return tensorParallelFlag.replace('tensor_model_parallel_size', 'expert_parallel_size');
  }
  if (tensorParallelFlag === '--vllm_tensor_parallel_size') return '--vllm_enable_expert_parallel';
  return tensorParallelFlag === '--sglang_tp_size' ? '--sglang_ep_size' : undefined;
}
