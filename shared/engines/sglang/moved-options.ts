import type { ForeignOption, Move } from '../arguments/dialect.ts';

/** Options that SGLang took away, and what does their work now. */
export const movedOptions: ReadonlyMap<string, Move> = new Map<string, Move>([
  ['enable-ep-moe', { to: '--ep-size {0}' }],
  ['enable-deepep-moe', { to: '--moe-a2a-backend deepep', same: true }],
  ['enable-flashinfer-moe', { to: '--moe-runner-backend flashinfer_cutlass' }],
  ['enable-flashinfer-cutlass-moe', { to: '--moe-runner-backend flashinfer_cutlass', same: true }],
  ['enable-flashinfer-cutedsl-moe', { to: '--moe-runner-backend flashinfer_cutedsl', same: true }],
  ['enable-flashinfer-trtllm-moe', { to: '--moe-runner-backend flashinfer_trtllm', same: true }],
  ['enable-flashinfer-mxfp4-moe', { to: '--moe-runner-backend flashinfer_mxfp4', same: true }],
  ['enable-triton-kernel-moe', { to: '--moe-runner-backend triton_kernel', same: true }],
  ['enable-flashinfer-mla', { to: '--attention-backend flashinfer' }],
  ['enable-flashmla', { to: '--attention-backend flashmla' }],
  ['disable-flashinfer', { to: '--attention-backend triton' }],
  ['disable-flashinfer-sampling', { to: '--sampling-backend pytorch' }],
  ['enable-beta-spec', { to: undefined }],
  ['enable-overlap-schedule', { to: undefined }],
  ['disable-jump-forward', { to: undefined }],
  ['disable-mla', { to: undefined }],
  ['max-micro-batch-size', { to: '--pp-max-micro-batch-size {0}', same: true }],
  ['oltp-traces-endpoint', { to: '--otlp-traces-endpoint {0}', same: true }],
  ['impl', { to: '--model-impl {0}', same: true }],
  ['return-hidden-states', { to: '--enable-return-hidden-states', same: true }],
  ['enable-expert-distribution-metrics', { to: '--expert-balancedness-report-mode {0}' }],
]);

/** Spellings of other engines for the same thing. */
export const foreignOptions: ReadonlyMap<string, ForeignOption> = new Map<string, ForeignOption>([
  ['tp', { flag: '--tp-size', same: true }],
  ['pp', { flag: '--pp-size', same: true }],
  ['dp', { flag: '--dp-size', same: true }],
  ['ep', { flag: '--ep-size', same: true }],
  ['tensor-model-parallel-size', { flag: '--tp-size', same: true }],
  ['num-shard', { flag: '--tp-size', same: true }],
  ['pipeline-model-parallel-size', { flag: '--pp-size', same: true }],
  ['model-id', { flag: '--model-path', same: true }],
  ['max-model-len', { flag: '--context-length', same: true }],
  ['session-len', { flag: '--context-length', same: true }],
  ['max-seq-len', { flag: '--context-length', same: true }],
  ['gpu-memory-utilization', { flag: '--mem-fraction-static', same: false }],
  ['max-num-seqs', { flag: '--max-running-requests', same: false }],
  ['max-num-batched-tokens', { flag: '--chunked-prefill-size', same: false }],
  ['enable-expert-parallel', { flag: '--ep-size', same: false }],
  ['enforce-eager', { flag: '--disable-cuda-graph', same: false }],
  ['mm-encoder-tp-mode', { flag: '--mm-enable-dp-encoder', same: false }],
  ['hf-overrides', { flag: '--json-model-override-args', same: false }],
  ['tokenizer', { flag: '--tokenizer-path', same: true }],
]);
