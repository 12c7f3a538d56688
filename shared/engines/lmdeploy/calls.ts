import type { Keyword, Keywords } from '../../documents/keywords.ts';
import type { Call, Calls } from '../launches/calls.ts';
import type { OptionSet } from './option-table.ts';
import { yamlCalls } from './yaml-calls.ts';

const sets: readonly OptionSet[] = ['server'];

/** Sizes of TurboMind's and PyTorch's layers by themselves, which no option sets. */
const doubts = [
  'attn_tp_size',
  'attn_cp_size',
  'attn_dp_size',
  'device_num',
  'mlp_dp_size',
  'mlp_tp_size',
  'moe_tp_size',
  'outer_dp_size',
] as const;

const names = { model_path: 'model', device_type: 'device', async_: 'async' } as const;

/** lmdeploy/api.py pipeline, lmdeploy/pipeline.py Pipeline. */
const pipeline: Call = {
  entryPoint: { name: 'lmdeploy.pipeline', sets, model: 'option', strict: false },
  positional: ['model_path', 'backend_config'],
  inner: ['backend_config'],
  names,
  doubts,
  implied: ({ given }) => given.flatMap(({ inner, name }) => (name === undefined || name === 'backend_config' ? backendBy(inner) : [])),
  isMeant: (keywords) => !isHidden(keywords),
};

/** lmdeploy/messages.py: the fields are called as the options are. */
function configuration(name: string): Call {
  return { entryPoint: { name, sets, model: 'option', strict: false }, positional: [], names, doubts, implied: backendBy };
}

export const calls: Calls = {
  ...yamlCalls,
  'lmdeploy.*.pipeline': pipeline,
  'lmdeploy.*.Pipeline': { ...pipeline, entryPoint: { ...pipeline.entryPoint, name: 'lmdeploy.Pipeline' } },
  'lmdeploy.*.serve': { ...pipeline, positional: ['model_path'], entryPoint: { ...pipeline.entryPoint, name: 'lmdeploy.serve' } },
  'lmdeploy.*.TurbomindEngineConfig': configuration('TurbomindEngineConfig'),
  'lmdeploy.*.PytorchEngineConfig': configuration('PytorchEngineConfig'),
  TurbomindEngineConfig: configuration('TurbomindEngineConfig'),
  PytorchEngineConfig: configuration('PytorchEngineConfig'),
};

/** A call whose model and configuration both come from elsewhere says nothing; the configuration is judged where it is written. */
function isHidden({ given }: Keywords): boolean {
  const [model, second] = given;
  const configured = given.find(({ name }) => name === 'backend_config') ?? (second?.name === undefined ? second : undefined);
  const isKnown = [model, ...given.filter(({ name }) => name === 'model_path')].some((keyword) => typeof keyword?.value === 'string');
  return !isKnown && configured !== undefined && configured.inner === undefined && configured.value !== null;
}

/** Which of the two engines is asked for, by the class of its configuration. */
function backendBy(keywords: Keywords | undefined): readonly (readonly [string, Keyword])[] {
  const className = keywords?.callee?.split('.').at(-1);
  const backend = className === 'TurbomindEngineConfig' ? 'turbomind' : className === 'PytorchEngineConfig' ? 'pytorch' : undefined;
  if (keywords === undefined || backend === undefined || className === undefined) return [];
  const span = keywords.calleeSpan;
  // A class is no value that could be edited in place of another.
  return [['backend', { name: className, nameSpan: span, value: backend, word: { text: backend, source: className, span, pieces: [] } }]];
}
