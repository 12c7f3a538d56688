import { flagSettings } from './flag-settings.ts';
import { type Host, type HostedEngine, type HostedOption, type HostProgram, optionsNamed, type Settings, textOf } from './host.ts';
import { withBlank } from './insertion.ts';

/** ms-swift (swift/arguments, swift/megatron/arguments, main of 2026-08-22). */
export const swift: Host = (program) => {
  const verb = verbOf(program);
  if (verb === undefined) return [];
  const settings = flagSettings(program.arguments);
  const engine = engineOf(verb, settings);
  if (engine === undefined) return [];
  return [
    {
      engine,
      entryPoint: `${verb.program} ${verb.name}`,
      options: [...optionsNamed(settings, names[engine] ?? []), ...others(settings, engine)],
      complete: settings.complete && !readsFile(program, settings) && !settings.given.has(`${engine}_engine_kwargs`),
      seesGpus: verb.name !== 'rlhf' && verb.name !== 'sample',
      insertion: withBlank(program.arguments, ({ name, value }) => `${name} ${value ?? 'true'}`),
    },
  ];
};

interface Verb {
  readonly program: 'swift' | 'megatron';
  readonly name: string;
}

/** `swift infer`, `python -m swift.cli.infer`, `torchrun … swift/cli/_megatron/rlhf.py`. */
function verbOf({ name, kind, arguments: words }: HostProgram): Verb | undefined {
  if (kind === 'command') {
    const verb = words[0]?.text;
    return (name === 'swift' || name === 'megatron') && verb !== undefined ? { program: name, name: verb } : undefined;
  }
  const found = /(^|\/|\.)swift[./]cli[./](_megatron[./])?([a-z_]+?)(\.py)?$/.exec(name);
  if (found === null) return undefined;
  const program = found[2] === undefined ? 'swift' : 'megatron';
  return { program, name: found[3] === 'main' ? (words[0]?.text ?? '') : (found[3] ?? '') };
}

const backends: ReadonlyMap<string, HostedEngine> = new Map([
  ['vllm', 'vllm'],
  ['sglang', 'sglang'],
  ['lmdeploy', 'lmdeploy'],
  ['transformers', 'transformers'],
  ['pt', 'transformers'],
]);

/** Without `--infer_backend` Transformers runs the model; training starts an engine of its own only beside itself. */
function engineOf({ program, name }: Verb, settings: Settings): HostedEngine | undefined {
  if (name === 'rollout') return 'vllm';
  if (name === 'rlhf') {
    const uses = settings.given.get('use_vllm')?.value ?? (program === 'megatron' ? true : undefined);
    return uses === true && textOf(settings, 'vllm_mode') === 'colocate' ? 'vllm' : undefined;
  }
  if (name === 'sample') return backends.get(textOf(settings, 'sampler_engine') ?? '');
  const serves = ['infer', 'deploy', 'app', 'eval'].includes(name);
  if (!serves) return undefined;
  return settings.given.has('infer_backend') ? backends.get(textOf(settings, 'infer_backend') ?? '') : withoutBackend(name, settings);
}

/** A file may name another one, and `eval` takes a server's address in the model's place. */
function withoutBackend(name: string, settings: Settings): HostedEngine | undefined {
  return name !== 'eval' && settings.complete && !settings.given.has('config') ? 'transformers' : undefined;
}

/** `swift infer config.yaml`, `--config config.yaml`. */
function readsFile({ kind, arguments: words }: HostProgram, { given }: Settings): boolean {
  const first = words[kind === 'command' ? 1 : 0];
  return given.has('config') || first?.text === undefined || /\.(ya?ml|json)$/.test(first.text);
}

const names: Readonly<Partial<Record<HostedEngine, readonly (readonly [string, string])[]>>> = {
  vllm: [
    ['model', 'model'],
    ['model_revision', 'revision'],
    ...[
      'tensor_parallel_size',
      'pipeline_parallel_size',
      'data_parallel_size',
      'enable_expert_parallel',
      'max_model_len',
      'max_num_seqs',
      'gpu_memory_utilization',
      'quantization',
      'max_lora_rank',
      'enable_lora',
    ].map((name) => [`vllm_${name}`, name] as const),
  ],
  sglang: [
    ['model', 'model_path'],
    ...[
      'tp_size',
      'pp_size',
      'dp_size',
      'ep_size',
      'enable_ep_moe',
      'enable_dp_attention',
      'context_length',
      'mem_fraction_static',
      'quantization',
    ].map((name) => [`sglang_${name}`, name] as const),
  ],
  transformers: [['model', 'model']],
  lmdeploy: [
    ['model', 'model'],
    ['lmdeploy_tp', 'tp'],
    ['lmdeploy_session_len', 'session_len'],
    ['lmdeploy_cache_max_entry_count', 'cache_max_entry_count'],
    ['lmdeploy_quant_policy', 'quant_policy'],
  ],
};

/** A draft's own sizes are not followed; a longer context is asked for by scaled positions, which changes no width. */
function others({ given }: Settings, engine: HostedEngine): readonly HostedOption[] {
  const draft = given.get('vllm_speculative_config');
  const scaled = given.get('rope_scaling') ?? given.get('max_model_len');
  return [
    ...(draft === undefined || engine !== 'vllm' ? [] : [{ name: 'speculative_config', setting: draft, value: undefined }]),
    ...(scaled === undefined || engine === 'lmdeploy' || engine === 'transformers'
      ? []
      : [{ name: engine === 'vllm' ? 'hf_overrides' : 'json_model_override_args', setting: scaled, value: {} }]),
  ];
}
