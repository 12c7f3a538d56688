import type { Dialect, ForeignOption } from '../arguments/dialect.ts';
import { optionTable } from './option-table.ts';
import { lastRelease, newest, statesRead } from './versions.ts';

/** Spellings of other engines, and underscores, which clap does not read as hyphens. */
const foreignOptions: ReadonlyMap<string, ForeignOption> = new Map<string, ForeignOption>([
  ...['tensor-parallel-size', 'tensor_parallel_size', 'tp', 'tp-size', 'tp_size', 'num_shard', 'num-shards', 'num_shards'].map(
    (name) => [name, { flag: '--num-shard', same: true }] as const,
  ),
  ...['model', 'model-path', 'model_id', 'model-name'].map((name) => [name, { flag: '--model-id', same: true }] as const),
  ['quantization', { flag: '--quantize', same: true }],
  ...['max-model-len', 'context-length', 'max-seq-len', 'max_total_tokens'].map(
    (name) => [name, { flag: '--max-total-tokens', same: true }] as const,
  ),
  ['max_input_length', { flag: '--max-input-length', same: true }],
  ['max_batch_prefill_tokens', { flag: '--max-batch-prefill-tokens', same: true }],
  ['trust_remote_code', { flag: '--trust-remote-code', same: true }],
  ['host', { flag: '--hostname', same: true }],
  ['gpu-memory-utilization', { flag: '--cuda-memory-fraction', same: false }],
  ['mem-fraction-static', { flag: '--cuda-memory-fraction', same: false }],
]);

/** The launcher's clap parser (launcher/src/main.rs `Args`): each option has an environment variable of its name. */
export const tgiDialect: Dialect = {
  title: 'TGI',
  newest,
  lastRelease,
  statesRead,
  table: optionTable,
  parser: 'clap',
  variableOf: (name) => (name === 'env' ? '' : name.toUpperCase().replaceAll('-', '_')),
  canonicalNames: new Map([
    ['model-id', 'model'],
    ['num-shard', 'tensorParallelSize'],
    ['quantize', 'quantization'],
    ['max-total-tokens', 'maxModelLen'],
    ['huggingface-hub-cache', 'downloadDir'],
  ]),
  foreign: foreignOptions,
};
