import type { Command } from '../../documents/command.ts';
import { parseArguments } from '../arguments/parse-arguments.ts';
import type { ListedEngine, ListedLaunch, Option } from '../engine.ts';
import { type EntryPoint, entryFinder } from '../launches/entry-points.ts';
import { modelOf } from '../launches/model-reference.ts';
import { anyVersion, grammarOfListed } from './listed-dialect.ts';

/** MLC LLM (python/mlc_llm/cli, main of 2026-09). */
export const mlc: ListedEngine = { name: 'mlc', title: 'MLC LLM', recognize: (commands) => commands.flatMap(launchesOf) };

const [serve, chat, compile, configure] = ['serve', 'chat', 'compile', 'gen_config'].map(
  (verb): EntryPoint => ({ name: `mlc_llm ${verb}`, sets: [], model: 'argument', strict: false }),
);

const entryOf = entryFinder({
  commands: { 'mlc_llm serve': serve, 'mlc_llm chat': chat, 'mlc_llm compile': compile, 'mlc_llm gen_config': configure },
  modules: { mlc_llm: 'mlc_llm' },
});

const grammar = grammarOfListed({
  title: 'MLC LLM',
  rows: [
    ['model', 'text', ''],
    ['tensor-parallel-shards', 'int', ''],
    ...['quantization', 'model-type', 'conv-template', 'model-lib', 'device', 'host', 'overrides', 'opt', 'mode', 'system-lib-prefix'].map(
      (name) => [name, 'text', ''] as const,
    ),
    ['output', 'text', '-o'],
    ...['port', 'context-window-size', 'sliding-window-size', 'prefill-chunk-size', 'attention-sink-size', 'max-batch-size'].map(
      (name) => [name, 'int', ''] as const,
    ),
  ],
  canonicalNames: new Map([['tensor-parallel-shards', 'tensorParallelSize']]),
});

function launchesOf(command: Command): readonly ListedLaunch[] {
  const entry = entryOf(command);
  if (entry === undefined) return [];
  const { entryPoint, arguments: words } = entry;
  const parsed = parseArguments(words, grammar, anyVersion, command.environment);
  const size = overriddenSize(parsed.options.get('overrides'));
  const options = size === undefined ? parsed.options : new Map([...parsed.options, [size.name, size]]);
  // A library or a configuration is no server; one that is made for a number of GPUs says what the server will have.
  const isServer = entryPoint === serve || entryPoint === chat;
  if (!isServer && !options.has('tensorParallelSize')) return [];
  return [{ engine: 'mlc', entryPoint: entryPoint.name, model: modelOf(words, parsed, true), options, command }];
}

/** `--overrides "context_window_size=4096;tensor_parallel_shards=2"`. */
function overriddenSize(overrides: Option | undefined): Option | undefined {
  const text = /(?:^|;)\s*(?:tensor_parallel_shards|tp)=(\d+)\s*(?:;|$)/.exec(overrides?.text ?? '')?.[1];
  if (overrides === undefined || text === undefined) return undefined;
  return { ...overrides, name: 'tensorParallelSize', value: Number(text), text };
}
