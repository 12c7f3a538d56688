import { headOf } from '../../../documents/shell/wrappers/options.ts';
import { baseName } from '../../../text/path.ts';
import {
  type Host,
  type Hosted,
  type HostedEngine,
  type HostedOption,
  type HostProgram,
  optionsNamed,
  type Settings,
  textOf,
} from './host.ts';
import { noInsertion, withBlank } from './insertion.ts';
import { keyValueSettings } from './key-value-settings.ts';

/**
 * verl (verl/trainer, its recipes and its experiments): Hydra overrides, of which `….rollout.*` are the inference engine's. Read in
 * verl/workers/rollout and verl/trainer/config/rollout/rollout.yaml, main of 2026-01-29.
 */
export const verl: Host = (program) => {
  if (program.kind === 'command') return [];
  const isOwn = /^verl\.(trainer|experimental)\./.test(program.name) || /(^|\/)main_(ppo|dapo|generation)\w*\.py$/.test(program.name);
  const hasRollout = program.arguments.some((word) => /rollout\.[\w.]+=/.test(headOf(word)));
  if (!hasRollout) return [];
  const settings = keyValueSettings(program.arguments);
  return roles.flatMap((role) => rolloutOf(role, program, settings, isOwn));
};

/** Who generates with the engine: where its settings stand, and its model. */
interface Role {
  readonly rollout: string;
  readonly model: string;
  /** The engine where the launch names none; undefined: it must be named. */
  readonly otherwise?: 'vllm';
}

const roles: readonly Role[] = [
  // Newer versions want the name; in those that do not, it is vLLM.
  { rollout: 'actor_rollout_ref.rollout.', model: 'actor_rollout_ref.model.path', otherwise: 'vllm' },
  { rollout: 'reward_model.rollout.', model: 'reward_model.model.path' },
  { rollout: 'reward.reward_model.rollout.', model: 'reward.reward_model.model_path' },
  { rollout: 'rollout.', model: 'model.path', otherwise: 'vllm' },
];

function rolloutOf(role: Role, program: HostProgram, settings: Settings, isOwn: boolean): readonly Hosted[] {
  if (![...settings.given.keys()].some((name) => name.startsWith(role.rollout))) return [];
  if (role.rollout === 'rollout.' && !isOwn) return [];
  const complete = settings.complete && hasOwnConfig(program);
  const engine = engineIn(settings, role, complete && isOwn);
  if (engine === undefined) return [];
  const options = optionsOf(role, settings, engine);
  const size = settings.given.get(`${role.rollout}tensor_model_parallel_size`);
  return [
    {
      engine,
      entryPoint: 'verl rollout',
      options,
      // The size is 2 where nothing says another, which the version and the configuration decide.
      complete: complete && size !== undefined && !settings.given.has(`${role.rollout}engine_kwargs.${engine}`),
      seesGpus: false,
      // Experts are spread over all ranks of the engine or over none.
      insertion:
        engine === 'trtllm' ? noInsertion : withBlank(program.arguments, ({ name, value = size?.word.text }) => `${name}=${value}`),
    },
  ];
}

/** True unless a configuration of the user's own takes the place of verl's. */
function hasOwnConfig({ arguments: words }: HostProgram): boolean {
  return words.every(({ text, source }, at) => {
    if (/^(--config-dir|-cd|--config-path|-cp)(=|$)/.test(source)) return /=.*config$/.test(text ?? '') && !/[$/]/.test(source);
    if (!/^(--config-name|-cn)(=|$)/.test(source)) return true;
    const name = text?.includes('=') === true ? text.slice(text.indexOf('=') + 1) : words[at + 1]?.text;
    return name !== undefined && /^([a-z_]+_)?(ppo|dapo)(_megatron|_fsdp)?_trainer(\.yaml)?$/.test(baseName(name));
  });
}

const engineNames: ReadonlyMap<string, HostedEngine> = new Map([
  ['vllm', 'vllm'],
  ['sglang', 'sglang'],
  ['trtllm', 'trtllm'],
  ['hf', 'transformers'],
]);

function engineIn(settings: Settings, { rollout, otherwise }: Role, isCertain: boolean): HostedEngine | undefined {
  const name = settings.given.get(`${rollout}name`);
  if (name !== undefined) return typeof name.value === 'string' ? engineNames.get(name.value) : undefined;
  return isCertain ? otherwise : undefined;
}

function optionsOf(role: Role, settings: Settings, engine: HostedEngine): readonly HostedOption[] {
  const names = sameNames[engine] ?? [];
  const own = names.map(([setting, option]) => [`${role.rollout}${setting}`, option] as const);
  return [
    ...optionsNamed(settings, [[role.model, engine === 'sglang' ? 'model_path' : 'model'], ...own]),
    ...copies(role, settings, engine),
    ...passedOn(role, settings, engine),
    ...overridden(role, settings, engine),
    ...unread(role, settings, engine),
  ];
}

const sameNames: Readonly<Partial<Record<HostedEngine, readonly (readonly [string, string])[]>>> = {
  vllm: [
    ['tensor_model_parallel_size', 'tensor_parallel_size'],
    ['pipeline_model_parallel_size', 'pipeline_parallel_size'],
    ['gpu_memory_utilization', 'gpu_memory_utilization'],
    ['max_model_len', 'max_model_len'],
    ['max_num_seqs', 'max_num_seqs'],
    ['dtype', 'dtype'],
  ],
  sglang: [
    ['tensor_model_parallel_size', 'tp_size'],
    ['expert_parallel_size', 'ep_size'],
    ['gpu_memory_utilization', 'mem_fraction_static'],
    ['dtype', 'dtype'],
  ],
  transformers: [['tensor_model_parallel_size', 'tensor_parallel_size']],
  trtllm: [
    ['tensor_model_parallel_size', 'tensor_parallel_size'],
    ['max_model_len', 'max_seq_len'],
  ],
};

/**
 * vLLM gets the data-parallel size and its own switch only where experts are spread; SGLang gets a tensor-parallel size that is the
 * product of both sizes, which stands nowhere.
 */
function copies({ rollout }: Role, { given }: Settings, engine: HostedEngine): readonly HostedOption[] {
  const data = given.get(`${rollout}data_parallel_size`);
  const expert = given.get(`${rollout}expert_parallel_size`);
  const hasCopies = data !== undefined && data.value !== 1;
  if (engine === 'vllm') {
    const spreads = typeof expert?.value === 'number' ? expert.value > 1 : undefined;
    return [
      ...(expert === undefined ? [] : [{ name: 'enable_expert_parallel', setting: expert, value: spreads }]),
      ...(hasCopies ? [{ name: 'data_parallel_size', setting: data, value: spreads === true ? data.value : undefined }] : []),
    ];
  }
  const tensor = given.get(`${rollout}tensor_model_parallel_size`);
  return engine === 'sglang' && hasCopies && tensor !== undefined ? [{ name: 'tp_size', setting: tensor, value: undefined }] : [];
}

/** `….engine_kwargs.vllm.KEY` goes to the engine as KEY. */
function passedOn({ rollout }: Role, { given }: Settings, engine: HostedEngine): readonly HostedOption[] {
  const prefix = `${rollout}engine_kwargs.${engine}.`;
  return [...given].flatMap(([name, setting]) =>
    name.startsWith(prefix) && !name.slice(prefix.length).includes('.')
      ? [{ name: name.slice(prefix.length), setting, value: setting.value }]
      : [],
  );
}

/** Changes to the model's own configuration, by key. How attention is computed is no size. */
function overridden({ model }: Role, { given }: Settings, engine: HostedEngine): readonly HostedOption[] {
  const prefix = model.replace(/path$/, 'override_config');
  const changes = [...given].filter(([name]) => name.startsWith(prefix) && !/attn_implementation|dropout/.test(name));
  const [first] = changes;
  if (first === undefined || engine === 'trtllm' || engine === 'transformers') return [];
  const keys = changes.map(([name]) => name.slice(prefix.length + 1).replace(/^model_config\./, ''));
  const value = Object.fromEntries(keys.map((key) => [key.split('.')[0] ?? '', true]));
  return [{ name: engine === 'sglang' ? 'json_model_override_args' : 'hf_overrides', setting: first[1], value }];
}

/** verl quantizes in a way of its own, that the engine's name for it does not tell. */
function unread({ rollout }: Role, settings: Settings, engine: HostedEngine): readonly HostedOption[] {
  const setting = settings.given.get(`${rollout}quantization`);
  if (setting === undefined || textOf(settings, `${rollout}quantization`) === 'null') return [];
  return engine === 'trtllm' || engine === 'transformers' ? [] : [{ name: 'quantization', setting, value: undefined }];
}
