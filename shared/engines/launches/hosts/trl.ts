import { baseName } from '../../../text/path.ts';
import { flagSettings } from './flag-settings.ts';
import { type Host, type Hosted, type HostProgram, optionsNamed, type Settings, textOf } from './host.ts';
import { noInsertion } from './insertion.ts';

/** TRL (trl/scripts/vllm_serve.py and the vllm_* fields of its trainers' settings, main of 2026-07-24), and scripts on top of it. */
export const trl: Host = (program) => {
  if (program.kind === 'command' && program.name !== 'trl') return [];
  const settings = flagSettings(program.arguments);
  if (isServer(program)) return [server(settings)];
  return isBesideTraining(settings) ? [besideTraining(program, settings)] : [];
};

function isServer({ kind, name, arguments: words }: HostProgram): boolean {
  if (kind === 'command') return words[0]?.text === 'vllm-serve';
  return /(^|[./])trl[./]scripts[./]vllm_serve(\.py)?$/.test(name);
}

function server(settings: Settings): Hosted {
  return {
    engine: 'vllm',
    entryPoint: 'trl vllm-serve',
    options: optionsNamed(settings, [
      ['model', 'model'],
      ['revision', 'revision'],
      ['tensor_parallel_size', 'tensor_parallel_size'],
      ['data_parallel_size', 'data_parallel_size'],
      ['gpu_memory_utilization', 'gpu_memory_utilization'],
      ['dtype', 'dtype'],
      ['max_model_len', 'max_model_len'],
      ['kv_cache_dtype', 'kv_cache_dtype'],
    ]),
    complete: settings.complete && !settings.given.has('config'),
    seesGpus: true,
    insertion: noInsertion,
  };
}

/** In the training's own processes; in the other mode a server runs elsewhere. */
function isBesideTraining(settings: Settings): boolean {
  return textOf(settings, 'vllm_mode') === 'colocate' && settings.given.get('use_vllm')?.value !== false;
}

function besideTraining({ kind, name, arguments: words }: HostProgram, settings: Settings): Hosted {
  return {
    engine: 'vllm',
    entryPoint: kind === 'command' ? `trl ${words[0]?.text ?? ''}` : baseName(name),
    options: optionsNamed(settings, [
      ['model', 'model'],
      ['model_name_or_path', 'model'],
      ['model_revision', 'revision'],
      ['vllm_tensor_parallel_size', 'tensor_parallel_size'],
      ['vllm_gpu_memory_utilization', 'gpu_memory_utilization'],
      ['vllm_max_model_length', 'max_model_len'],
    ]),
    complete: settings.complete && !settings.given.has('config'),
    seesGpus: false,
    insertion: noInsertion,
  };
}
