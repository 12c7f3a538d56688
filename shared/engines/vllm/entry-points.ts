import type { Command, Word } from '../../documents/command.ts';
import { baseName } from '../../text/path.ts';
import { knownStart } from './arguments/words.ts';
import { isServerImage } from './image.ts';
import type { OptionSet } from './option-table.ts';

/** A program of vLLM that builds an engine. */
export interface EntryPoint {
  readonly name: string;
  readonly sets: readonly OptionSet[];
  /** Where the model stands: `vllm serve MODEL`, or `--model MODEL` alone. */
  readonly model: 'argument' | 'option';
  /** False for programs whose own options were not read: nothing is unknown to them. */
  readonly strict: boolean;
}

export interface Entry {
  readonly entryPoint: EntryPoint;
  readonly arguments: readonly Word[];
  /** True where an image's own entrypoint is the program: which one depends on its version. */
  readonly ofImage: boolean;
}

const serve: EntryPoint = { name: 'vllm serve', sets: ['engine', 'async', 'serve'], model: 'argument', strict: true };
const apiServer: EntryPoint = { name: 'vllm.entrypoints.openai.api_server', sets: serve.sets, model: 'option', strict: true };
const runBatch: EntryPoint = { name: 'vllm run-batch', sets: ['engine', 'async', 'batch'], model: 'option', strict: true };

const benchmarks: ReadonlyMap<string, EntryPoint> = new Map([
  ['latency', bench('latency', ['engine', 'latency'], true)],
  ['throughput', bench('throughput', ['engine', 'async', 'throughput'], true)],
  ['startup', bench('startup', ['engine', 'startup'], true)],
  ['mm-processor', bench('mm-processor', ['engine'], false)],
]);

const modules: ReadonlyMap<string, EntryPoint> = new Map([
  ['vllm.entrypoints.openai.api_server', apiServer],
  ['vllm.entrypoints.api_server', { ...apiServer, name: 'vllm.entrypoints.api_server', strict: false }],
  ['vllm.entrypoints.openai.run_batch', { ...runBatch, name: 'vllm.entrypoints.openai.run_batch' }],
]);

const scripts: ReadonlyMap<string, EntryPoint> = new Map([
  ['benchmark_latency.py', script('benchmark_latency.py', ['engine', 'latency'])],
  ['benchmark_throughput.py', script('benchmark_throughput.py', ['engine', 'async', 'throughput'])],
]);

function bench(name: string, sets: readonly OptionSet[], strict: boolean): EntryPoint {
  return { name: `vllm bench ${name}`, sets, model: 'option', strict };
}

function script(name: string, sets: readonly OptionSet[]): EntryPoint {
  return { name, sets, model: 'option', strict: false };
}

/** The engine that a command starts; undefined for any other command, clients (`vllm bench serve`, `vllm chat`) among them. */
export function entryOf(command: Command): Entry | undefined {
  const { words } = command;
  if (command.afterEntrypoint) return command.image === undefined ? undefined : entryOfImage(command.image, words);
  return entryAt(words, 0);
}

function entryAt(words: readonly Word[], at: number): Entry | undefined {
  const program = words[at];
  if (program === undefined) return undefined;
  if (program.text === undefined) return entryAfterUnknown(words, at + 1);
  const name = program.text.includes('/') ? baseName(program.text) : program.text;
  if (name === 'vllm') return entryOfVllm(words, at + 1);
  if (/^python[\d.]*$/.test(name)) return entryOfPython(words, at + 1);
  return undefined;
}

/** `$PYTHON -m vllm…`, or a program behind an unknown wrapper: `"${OFFLINE[@]}" vllm serve`. */
function entryAfterUnknown(words: readonly Word[], at: number): Entry | undefined {
  return words[at]?.text === '-m' ? entryOfModule(words, at) : entryAt(words, at);
}

/** `serve`, `run-batch`, `bench latency` of the program `vllm`. */
function entryOfVllm(words: readonly Word[], at: number): Entry | undefined {
  const command = words[at]?.text;
  if (command === 'serve') return entry(serve, words, at + 1);
  if (command === 'run-batch') return entry(runBatch, words, at + 1);
  const benchmark = command === 'bench' ? benchmarks.get(words[at + 1]?.text ?? '') : undefined;
  return benchmark && entry(benchmark, words, at + 2);
}

/** Python's own options before `-m` or the script; `-W` and `-X` take a word. */
function entryOfPython(words: readonly Word[], from: number): Entry | undefined {
  let at = from;
  for (; at < words.length; at++) {
    const text = words[at]?.text;
    if (text === undefined || text === '-c') return undefined;
    if (text === '-m') return entryOfModule(words, at);
    if (!text.startsWith('-')) return entryOfScript(words, at, text);
    if (text === '-W' || text === '-X') at += 1;
  }
  return undefined;
}

function entryOfModule(words: readonly Word[], at: number): Entry | undefined {
  const name = words[at + 1]?.text ?? '';
  if (!name.startsWith('vllm.')) return undefined;
  if (name === 'vllm.entrypoints.cli.main') return entryOfVllm(words, at + 2);
  const module = modules.get(name);
  return module && entry(module, words, at + 2);
}

function entryOfScript(words: readonly Word[], at: number, path: string): Entry | undefined {
  const found = scripts.get(baseName(path)) ?? (path.endsWith('vllm/entrypoints/openai/api_server.py') ? apiServer : undefined);
  return found && entry(found, words, at + 1);
}

function entry(entryPoint: EntryPoint, words: readonly Word[], from: number): Entry | undefined {
  const rest = words.slice(from);
  const asksForHelp = rest.some(({ text }) => text === '--help' || text === '-h' || text?.startsWith('--help='));
  return asksForHelp ? undefined : { entryPoint, arguments: rest, ofImage: false };
}

/** In an image, a whole command; else the arguments of the image's own server. */
function entryOfImage(image: Word, words: readonly Word[]): Entry | undefined {
  const written = firstEntry(words);
  if (written !== undefined || !isServerImage(knownStart(image))) return written;
  const first = words[0]?.text;
  if (first !== undefined && /^(\/.*\/)?(ba|z|da)?sh$|^(\/.*\/)?(python[\d.]*|vllm|pip3?|nvidia-smi|sleep|env)$/.test(first))
    return undefined;
  const found = entry(serve, words, 0);
  return found && { ...found, ofImage: true };
}

/** The first program among the words that is one of vLLM's: images may start it through scripts of their own. */
function firstEntry(words: readonly Word[]): Entry | undefined {
  for (let at = 0; at < words.length; at++) {
    const found = entryAt(words, at);
    if (found !== undefined) return found;
  }
  return undefined;
}
