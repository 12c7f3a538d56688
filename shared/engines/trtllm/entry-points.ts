import type { Command } from '../../documents/command.ts';
import { type Entry, type EntryPoint, entryFinder } from '../launches/entry-points.ts';
import type { OptionSet } from './option-table.ts';

const serveSets: readonly OptionSet[] = ['serve'];
const benchSets: readonly OptionSet[] = ['bench'];
const scriptSets: readonly OptionSet[] = ['script'];
const workerSets: readonly OptionSet[] = ['worker'];

export const serve: EntryPoint = { name: 'trtllm-serve', sets: serveSets, model: 'argument', strict: true };
const bench: EntryPoint = { name: 'trtllm-bench', sets: benchSets, model: 'option', strict: false };

/** The older way too: an engine is built for a number of ranks. */
export const build: EntryPoint = { ...bench, name: 'trtllm-bench build' };

/** Weights are converted for a number of ranks, which the engine then has: the older way, by a script for each family. */
export const convert: EntryPoint = { name: 'convert_checkpoint.py', sets: scriptSets, model: 'option', strict: false };
const quickstart: EntryPoint = { name: 'quickstart_advanced.py', sets: scriptSets, model: 'option', strict: false };

/** A worker of NVIDIA Dynamo, with options of its own for what it gives the engine. */
const worker: EntryPoint = { name: 'dynamo.trtllm', sets: workerSets, model: 'option', strict: false };

const find = entryFinder({
  commands: {
    'trtllm-serve': serve,
    'trtllm-serve serve': serve,
    // Servers of other kinds, and parts that start none of their own.
    'trtllm-serve disaggregated': undefined,
    'trtllm-serve disaggregated_mpi_worker': undefined,
    'trtllm-serve mm_embedding_serve': undefined,
    'trtllm-bench': bench,
  },
  modules: { 'tensorrt_llm.commands.serve': 'trtllm-serve', 'tensorrt_llm.commands.bench': 'trtllm-bench', 'dynamo.trtllm': worker },
  scripts: { 'convert_checkpoint.py': convert, 'quickstart_advanced.py': quickstart },
  launchers: ['trtllm-llmapi-launch'],
});

/** Words by which a subcommand of trtllm-bench or a script is told from others of the same name. */
const mustHave: ReadonlyMap<EntryPoint, RegExp> = new Map([
  [bench, /^(throughput|latency)$/],
  [convert, /^--model_dir(=|$)/],
  [quickstart, /^--model_dir(=|$)/],
]);

/** How a command starts TensorRT-LLM or converts for it; undefined where it does not. */
export function entryOf(command: Command): Entry | undefined {
  const found = find(command);
  const mark = found && mustHave.get(found.entryPoint);
  if (found === undefined || mark === undefined) return found;
  if (found.arguments.some(({ text }) => text !== undefined && mark.test(text))) return found;
  const builds = found.entryPoint === bench && found.arguments.some(({ text }) => text === 'build');
  return builds ? { ...found, entryPoint: build } : undefined;
}
