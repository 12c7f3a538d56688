import { baseName } from '../../../text/path.ts';
import type { EngineName } from '../../engine.ts';
import { flagSettings } from './flag-settings.ts';
import { type Host, type Hosted, type HostProgram, optionsNamed, type Settings, textOf } from './host.ts';
import { noInsertion } from './insertion.ts';
import { keyValueSettings } from './key-value-settings.ts';

/** LLaMA-Factory (src/llamafactory/chat, scripts/vllm_infer.py): vLLM and SGLang get as many ranks as there are GPUs. */
export const llamafactory: Host = (program) => {
  if (program.kind === 'script') return baseName(program.name) === 'vllm_infer.py' ? inferScript(program) : [];
  if (!['llamafactory-cli', 'lmf', 'llamafactory.cli'].includes(program.name)) return [];
  if (!['api', 'chat', 'webchat'].includes(program.arguments[0]?.text ?? '')) return [];
  const flags = flagSettings(program.arguments.slice(1));
  const pairs = keyValueSettings(program.arguments.slice(1));
  const settings = { given: new Map([...flags.given, ...pairs.given]), complete: false };
  const engine = engines.get(textOf(settings, 'infer_backend') ?? '');
  return engine === undefined ? [] : [hosted(engine, `llamafactory-cli ${program.arguments[0]?.text}`, settings)];
};

const engines: ReadonlyMap<string, EngineName> = new Map([
  ['vllm', 'vllm'],
  ['sglang', 'sglang'],
]);

function inferScript({ arguments: words }: HostProgram): readonly Hosted[] {
  const settings = flagSettings(words);
  return settings.given.has('model_name_or_path') ? [hosted('vllm', 'vllm_infer.py', settings)] : [];
}

/** The number of GPUs is not told, and `vllm_config` may name another: no size is certainly absent. */
function hosted(engine: EngineName, entryPoint: string, settings: Settings): Hosted {
  const names = engine === 'vllm' ? ofVllm : ofSglang;
  return { engine, entryPoint, options: optionsNamed(settings, names), complete: false, seesGpus: true, insertion: noInsertion };
}

const ofVllm = [
  ['model_name_or_path', 'model'],
  ['pipeline_parallel_size', 'pipeline_parallel_size'],
  ['vllm_maxlen', 'max_model_len'],
  ['vllm_gpu_util', 'gpu_memory_utilization'],
] as const;

const ofSglang = [
  ['model_name_or_path', 'model_path'],
  ['sglang_maxlen', 'context_length'],
  ['sglang_mem_fraction', 'mem_fraction_static'],
] as const;
