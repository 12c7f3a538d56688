import { type EntryPoint, entryFinder } from '../launches/entry-points.ts';
import { isOtherServerImage, isServerImage } from './image.ts';
import type { OptionSet } from './option-table.ts';

const serveSets: readonly OptionSet[] = ['engine', 'async', 'serve'];
const batchSets: readonly OptionSet[] = ['engine', 'async', 'batch'];

export const serve: EntryPoint = { name: 'vllm serve', sets: serveSets, model: 'argument', strict: true };
const apiServer: EntryPoint = { name: 'vllm.entrypoints.openai.api_server', sets: serveSets, model: 'option', strict: true };
const runBatch: EntryPoint = { name: 'vllm run-batch', sets: batchSets, model: 'option', strict: true };

/** Programs of vLLM that build an engine; clients (`vllm bench serve`, `vllm chat`) do not. */
export const entryOf = entryFinder({
  commands: {
    'vllm serve': serve,
    // Arguments that a platform gives a server of its own choosing.
    'platform:vllm': { name: 'vLLM arguments', sets: serveSets, model: 'option', strict: false, lenient: true },
    'vllm run-batch': runBatch,
    'vllm bench latency': bench('latency', ['engine', 'latency'], true),
    'vllm bench throughput': bench('throughput', ['engine', 'async', 'throughput'], true),
    'vllm bench startup': bench('startup', ['engine', 'startup'], true),
    'vllm bench mm-processor': bench('mm-processor', ['engine'], false),
  },
  modules: {
    'vllm.entrypoints.openai.api_server': apiServer,
    'vllm.entrypoints.api_server': { ...apiServer, name: 'vllm.entrypoints.api_server', strict: false },
    'vllm.entrypoints.openai.run_batch': { ...runBatch, name: 'vllm.entrypoints.openai.run_batch' },
    'vllm.entrypoints.cli.main': 'vllm',
    // A worker of NVIDIA Dynamo: vLLM's options beside its own.
    'dynamo.vllm': { ...apiServer, name: 'dynamo.vllm', strict: false },
  },
  scripts: {
    'benchmark_latency.py': script('benchmark_latency.py', ['engine', 'latency']),
    'benchmark_throughput.py': script('benchmark_throughput.py', ['engine', 'async', 'throughput']),
    'vllm/entrypoints/openai/api_server.py': apiServer,
  },
  image: {
    isServer: isServerImage,
    entryPoint: serve,
    others: { isServer: isOtherServerImage, entryPoint: { ...serve, name: 'vLLM', strict: false } },
  },
});

function bench(name: string, sets: readonly OptionSet[], strict: boolean): EntryPoint {
  return { name: `vllm bench ${name}`, sets, model: 'option', strict };
}

function script(name: string, sets: readonly OptionSet[]): EntryPoint {
  return { name, sets, model: 'option', strict: false };
}
