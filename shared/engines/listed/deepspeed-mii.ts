import type { Command } from '../../documents/command.ts';
import { parseArguments } from '../arguments/parse-arguments.ts';
import type { ListedEngine, ListedLaunch } from '../engine.ts';
import { type Call, type Calls, callOf } from '../launches/calls.ts';
import { type EntryPoint, entryFinder } from '../launches/entry-points.ts';
import { modelOfOptions, optionsOfCall } from '../launches/launch-of-call.ts';
import { modelOf } from '../launches/model-reference.ts';
import { anyVersion, grammarOfListed } from './listed-dialect.ts';

/** DeepSpeed-MII (mii/api.py, mii/entrypoints, v0.3). */
export const deepspeedMii: ListedEngine = {
  name: 'deepspeed-mii',
  title: 'DeepSpeed-MII',
  recognize: (commands) => commands.flatMap((command) => launchOfServer(command) ?? launchOfCall(command) ?? []),
};

const server: EntryPoint = { name: 'mii.entrypoints.openai_api_server', sets: [], model: 'option', strict: false };
const plainServer: EntryPoint = { ...server, name: 'mii.entrypoints.api_server' };

const entryOf = entryFinder({ commands: {}, modules: { [server.name]: server, [plainServer.name]: plainServer } });

function call(name: string): Call {
  return {
    entryPoint: { name, sets: [], model: 'option', strict: false },
    positional: ['model_name_or_path'],
    inner: ['model_config', 'mii_config'],
  };
}

const calls: Calls = { 'mii.*.serve': call('mii.serve'), 'mii.*.pipeline': call('mii.pipeline') };

const grammar = grammarOfListed({
  title: 'DeepSpeed-MII',
  rows: [
    ['model-name-or-path', 'text', '--model'],
    ['tensor-parallel', 'int', ''],
    ['replica-num', 'int', ''],
    ['max-length', 'int', ''],
    ...['deployment-name', 'host', 'tokenizer', 'response-role', 'chat-template'].map((name) => [name, 'text', ''] as const),
    ['port', 'int', ''],
  ],
  canonicalNames: new Map([
    ['model-name-or-path', 'model'],
    ['tensor-parallel', 'tensorParallelSize'],
  ]),
});

function launchOfServer(command: Command): ListedLaunch | undefined {
  const entry = command.keywords === undefined ? entryOf(command) : undefined;
  if (entry === undefined) return undefined;
  const parsed = parseArguments(entry.arguments, grammar, anyVersion, command.environment);
  const model = modelOf(entry.arguments, parsed, false);
  return { engine: 'deepspeed-mii', entryPoint: entry.entryPoint.name, model, options: parsed.options, command };
}

function launchOfCall(command: Command): ListedLaunch | undefined {
  const { keywords } = command;
  const made = keywords && callOf(calls, keywords);
  if (keywords === undefined || made === undefined) return undefined;
  const options = optionsOfCall(made, keywords, grammar);
  return { engine: 'deepspeed-mii', entryPoint: made.entryPoint.name, model: modelOfOptions(options), options, command };
}
