import type { Word } from '../../command.ts';

export type FlagEngine = 'vllm' | 'sglang' | 'tgi';

/**
 * Whose arguments these are, where no program is named: told by names that only one engine has, else by the only engine of which the
 * document speaks. Undefined unless the first is an option, and one of them a size.
 */
export function engineOfFlags(words: readonly Word[], text: string): FlagEngine | undefined {
  const [first] = words;
  if (first?.text?.startsWith('-') !== true) return undefined;
  const flags = new Set(words.flatMap(({ text }) => flagOf(text) ?? []));
  const valued = new Set(words.flatMap(({ text }, at) => (hasValue(words, at) ? (flagOf(text) ?? []) : [])));
  const sized = engines.filter((engine) => sizes[engine].some((flag) => valued.has(flag)));
  const sure = sized.filter((engine) => own[engine].some((flag) => flags.has(flag)));
  const found = sure.length > 0 ? sure : sized.filter((engine) => speaksOf[engine].test(text));
  return found.length === 1 ? found[0] : undefined;
}

/** `--tensor-parallel-size`, of `--tensor_parallel_size=2` too. */
function flagOf(text: string | undefined): string | undefined {
  return text?.startsWith('--') === true ? (text.split('=')[0] ?? '').replaceAll('_', '-') : undefined;
}

/** A list of names alone is none of arguments. */
function hasValue(words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  return words[at]?.text?.includes('=') === true || (next !== undefined && next.text?.startsWith('-') !== true);
}

const engines = ['vllm', 'sglang', 'tgi'] as const;
const speaksOf: Readonly<Record<FlagEngine, RegExp>> = {
  vllm: /vllm/i,
  sglang: /sglang/i,
  tgi: /text-generation-(launcher|inference)/i,
};

/** How an engine's argument list says its size. */
const sizes: Readonly<Record<FlagEngine, readonly string[]>> = {
  vllm: ['--tensor-parallel-size'],
  sglang: ['--tp', '--tp-size', '--tensor-parallel-size'],
  tgi: ['--num-shard'],
};

/** Options that of these engines only one has. */
const own: Readonly<Record<FlagEngine, readonly string[]>> = {
  vllm: (
    '--max-model-len --gpu-memory-utilization --max-num-seqs --max-num-batched-tokens --enforce-eager --enable-expert-parallel ' +
    '--enable-auto-tool-choice --kv-transfer-config --compilation-config --enable-prefix-caching --no-enable-prefix-caching --block-size ' +
    '--all2all-backend --moe-backend --linear-backend'
  ).split(' '),
  sglang:
    '--mem-fraction-static --model-path --chunked-prefill-size --context-length --max-running-requests --disaggregation-mode --enable-dp-attention --cuda-graph-max-bs --disable-radix-cache'.split(
      ' ',
    ),
  tgi: '--model-id --quantize --max-total-tokens --max-input-tokens --max-input-length --max-batch-prefill-tokens'.split(' '),
};
