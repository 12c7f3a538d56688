import { flagSettings } from './flag-settings.ts';
import { type Host, optionsNamed, type Settings } from './host.ts';
import { noInsertion } from './insertion.ts';

/** OpenRLHF (openrlhf/cli), whose options have a dot in them since April 2026 and were other words before. */
export const openrlhf: Host = ({ name, arguments: words }) => {
  if (!/(^|[./])openrlhf[./]cli[./](train_(ppo|grpo)\w*|batch_inference)(\.py)?$/.test(name)) return [];
  const settings = flagSettings(words);
  const isBatch = name.includes('batch_inference');
  if (!(isBatch ? generatesWithVllm(settings) : hasEngines(settings))) return [];
  return [
    {
      engine: 'vllm',
      entryPoint: isBatch ? 'openrlhf.cli.batch_inference' : 'openrlhf.cli.train_ppo_ray',
      options: optionsNamed(settings, isBatch ? ofBatch : ofTraining),
      complete: settings.complete,
      seesGpus: isBatch,
      insertion: noInsertion,
    },
  ];
};

const ofTraining = [
  ['pretrain', 'model'],
  ['actor.model_name_or_path', 'model'],
  ['vllm_tensor_parallel_size', 'tensor_parallel_size'],
  ['vllm.tensor_parallel_size', 'tensor_parallel_size'],
  ['vllm_gpu_memory_utilization', 'gpu_memory_utilization'],
  ['vllm.gpu_memory_utilization', 'gpu_memory_utilization'],
] as const;

const ofBatch = [
  ['pretrain', 'model'],
  ['tp_size', 'tensor_parallel_size'],
  ['max_num_seqs', 'max_num_seqs'],
] as const;

/** Training generates with vLLM where it has engines of it. */
function hasEngines({ given }: Settings): boolean {
  const engines = given.get('vllm.num_engines') ?? given.get('vllm_num_engines');
  return engines !== undefined && engines.value !== 0 && engines.value !== null;
}

function generatesWithVllm({ given }: Settings): boolean {
  return given.get('eval_task')?.value === 'generate_vllm';
}
