import type { Calls } from '../launches/calls.ts';
import type { OptionSet } from './option-table.ts';

const offline: readonly OptionSet[] = ['engine'];
const online: readonly OptionSet[] = ['engine', 'async'];

const engineArguments = { entryPoint: { name: 'EngineArgs', sets: offline, model: 'option', strict: false } } as const;
const asyncEngineArguments = { entryPoint: { name: 'AsyncEngineArgs', sets: online, model: 'option', strict: false } } as const;

/** vllm/entrypoints/llm.py LLM, vllm/engine/arg_utils.py: keywords are called as the options are. */
export const calls: Calls = {
  'vllm.LLM': { entryPoint: { name: 'LLM', sets: offline, model: 'option', strict: false } },
  'vllm.EngineArgs': engineArguments,
  'vllm.AsyncEngineArgs': asyncEngineArguments,
  'vllm.engine.arg_utils.EngineArgs': engineArguments,
  'vllm.engine.arg_utils.AsyncEngineArgs': asyncEngineArguments,
};
