import type { Call, Calls } from '../launches/calls.ts';
import { yamlCalls } from './yaml-calls.ts';

const sets = ['server'];

/** python/sglang/srt/entrypoints/engine.py Engine: keywords are the fields of ServerArgs, or one that holds them all. */
const engine: Call = { ...callable('sgl.Engine'), positional: [], inner: ['server_args'], innerPositional: ['model_path'] };
const runtime: Call = { ...callable('sgl.Runtime'), positional: [] };
const serverArguments: Call = { ...callable('ServerArgs'), positional: ['model_path'] };

/** python/sglang/test/test_utils.py: starts a server for a test, with the arguments of a list. */
const testServer: Call = {
  ...callable('popen_launch_server'),
  positional: ['model', 'base_url', 'timeout', 'api_key', 'other_args'],
  only: ['model'],
  commandLine: 'other_args',
  isMeant: ({ given }) => !given.some(({ name, value }) => (name === 'pd_separated' || name === 'num_replicas') && value !== false),
};

export const calls: Calls = {
  'sglang.*.Engine': engine,
  'sgl.Engine': engine,
  'sglang.*.Runtime': runtime,
  'sgl.Runtime': runtime,
  'sglang.*.ServerArgs': serverArguments,
  ServerArgs: serverArguments,
  'sglang.*.popen_launch_server': testServer,
  ...yamlCalls,
};

function callable(name: string): Call {
  return { entryPoint: { name, sets, model: 'option', strict: false } };
}
