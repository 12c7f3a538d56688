import type { ForeignOption, Move } from '../arguments/dialect.ts';

/** Options that LMDeploy took away, and what does their work now. */
export const movedOptions: ReadonlyMap<string, Move> = new Map<string, Move>([
  ['disable-vision-encoder', { to: '--language-model-only', same: true }],
  ['enable-metrics', { to: undefined }],
  ['dp-rank', { to: undefined }],
]);

/** Spellings of other engines for the same thing. */
export const foreignOptions: ReadonlyMap<string, ForeignOption> = new Map<string, ForeignOption>([
  ['tensor-parallel-size', { flag: '--tp', same: true }],
  ['tensor-model-parallel-size', { flag: '--tp', same: true }],
  ['tp-size', { flag: '--tp', same: true }],
  ['tp_size', { flag: '--tp', same: true }],
  ['tensor_parallel_size', { flag: '--tp', same: true }],
  ['num-shard', { flag: '--tp', same: true }],
  ['tp', { flag: '--tp', same: true }],
  ['data-parallel-size', { flag: '--dp', same: true }],
  ['dp-size', { flag: '--dp', same: true }],
  ['dp', { flag: '--dp', same: true }],
  ['expert-parallel-size', { flag: '--ep', same: true }],
  ['ep-size', { flag: '--ep', same: true }],
  ['ep', { flag: '--ep', same: true }],
  ['ep_size', { flag: '--ep', same: true }],
  ['enable-expert-parallel', { flag: '--ep', same: false }],
  ['max-model-len', { flag: '--session-len', same: false }],
  ['context-length', { flag: '--session-len', same: true }],
  ['max-seq-len', { flag: '--session-len', same: true }],
  ['max_seq_len', { flag: '--session-len', same: true }],
  ['max-num-seqs', { flag: '--max-batch-size', same: true }],
  ['max-running-requests', { flag: '--max-batch-size', same: true }],
  ['max-num-batched-tokens', { flag: '--max-prefill-token-num', same: false }],
  ['gpu-memory-utilization', { flag: '--cache-max-entry-count', same: false }],
  ['mem-fraction-static', { flag: '--cache-max-entry-count', same: false }],
  ['kv-cache-dtype', { flag: '--quant-policy', same: false }],
  ['quantization', { flag: '--model-format', same: false }],
  ['enforce-eager', { flag: '--eager-mode', same: true }],
  ['served-model-name', { flag: '--model-name', same: true }],
  ['api-key', { flag: '--api-keys', same: true }],
  ['host', { flag: '--server-name', same: true }],
  ['port', { flag: '--server-port', same: true }],
]);
