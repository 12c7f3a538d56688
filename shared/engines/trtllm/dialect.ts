import type { Dialect, ForeignOption } from '../arguments/dialect.ts';
import { optionTable } from './option-table.ts';
import { lastRelease, newest, statesRead } from './versions.ts';

/** Spellings of other engines for the same thing. */
const ofOtherEngines: readonly (readonly [string, ForeignOption])[] = [
  ...['tp', 'tp-size', 'tensor-model-parallel-size'].map((name) => [name, { flag: '--tp_size', same: true }] as const),
  ...['pp', 'pp-size', 'pipeline-model-parallel-size'].map((name) => [name, { flag: '--pp_size', same: true }] as const),
  ...['ep', 'ep-size', 'expert-parallel-size', 'expert_parallel_size'].map((name) => [name, { flag: '--ep_size', same: true }] as const),
  ['cp-size', { flag: '--cp_size', same: true }],
  ['enable-expert-parallel', { flag: '--ep_size', same: false }],
  ['extra-llm-api-options', { flag: '--config', same: true }],
  ...['max-model-len', 'max_model_len', 'context-length'].map((name) => [name, { flag: '--max_seq_len', same: true }] as const),
  ...['max-num-seqs', 'max_num_seqs', 'max-running-requests'].map((name) => [name, { flag: '--max_batch_size', same: true }] as const),
  ['max-num-batched-tokens', { flag: '--max_num_tokens', same: true }],
  ['kv-cache-free-gpu-memory-fraction', { flag: '--kv_cache_free_gpu_memory_fraction', same: true }],
  ['gpu-memory-utilization', { flag: '--kv_cache_free_gpu_memory_fraction', same: false }],
  ['mem-fraction-static', { flag: '--kv_cache_free_gpu_memory_fraction', same: false }],
  ['enable-dp-attention', { flag: '--enable_attention_dp', same: true }],
];

/** The engine's own names with hyphens, which click does not read as underscores. */
const withHyphens = optionTable.serve
  .filter(([name]) => name.includes('_'))
  .map(([name]) => [name.replaceAll('_', '-'), { flag: `--${name}`, same: true }] as const);

/** Click (tensorrt_llm/commands/serve.py): options with underscores, taken as they are declared. */
export const trtllmDialect: Dialect = {
  title: 'TensorRT-LLM',
  newest,
  lastRelease,
  statesRead,
  table: optionTable,
  parser: 'click',
  canonicalNames: new Map([
    ['tp', 'tensorParallelSize'],
    ['tp_size', 'tensorParallelSize'],
    ['pp', 'pipelineParallelSize'],
    ['pp_size', 'pipelineParallelSize'],
    ['cp_size', 'contextParallelSize'],
    ['ep', 'expertParallelSize'],
    ['moe_ep_size', 'expertParallelSize'],
    ['moe_expert_parallel_size', 'expertParallelSize'],
    ['moe_tp_size', 'moeTensorParallelSize'],
    ['cluster_size', 'moeClusterParallelSize'],
    ['moe_cluster_size', 'moeClusterParallelSize'],
    ['max_seq_len', 'maxModelLen'],
    ['hf_revision', 'revision'],
    ['model_dir', 'model'],
    ['model-path', 'model'],
    ['max-seq-len', 'maxModelLen'],
    ['extra-engine-args', 'config'],
    ['override-engine-args', 'set'],
  ]),
  foreign: new Map<string, ForeignOption>([...withHyphens, ...ofOtherEngines]),
};
