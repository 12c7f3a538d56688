import type { OptionRow } from '../arguments/dialect.ts';

/** `serve`: trtllm-serve; `bench`: trtllm-bench, its group and its benchmarks; `script`: the examples' scripts, as far as rules need them; `worker`: Dynamo's. */
export type OptionSet = 'serve' | 'bench' | 'script' | 'worker';

/** Read from tensorrt_llm/commands (serve.py, bench.py) and tensorrt_llm/bench, main of 2026-09. Click takes a spelling as it is declared. */
export const optionTable: Readonly<Record<OptionSet, readonly OptionRow[]>> = {
  serve: [
    ...texts('1.3', 'tokenizer custom_tokenizer host log_level reasoning_parser tool_parser metadata_server_config_file server_role'),
    ...texts('1.3', 'otlp_traces_endpoint disagg_cluster_uri media_io_kwargs chat_template served_model_name extra_visual_gen_options'),
    ...texts('1.3', 'custom_module_dirs kv_cache_dtype backend'),
    ['set', 'text', '1.3', '', '', ''],
    ['config', 'text', '1.3', '', '--extra_llm_api_options', ''],
    ['hf_revision', 'text', '1.3', '', '--revision', ''],
    ['port', 'int', '1.3', '', '', ''],
    ['max_beam_width', 'int', '1.3', '', '', ''],
    ['max_batch_size', 'int', '1.3', '', '', ''],
    ['max_num_tokens', 'int', '1.3', '', '', ''],
    ['max_seq_len', 'int', '1.3', '', '', ''],
    ['tensor_parallel_size', 'int', '1.3', '', '--tp_size', ''],
    ['pipeline_parallel_size', 'int', '1.3', '', '--pp_size', ''],
    ['context_parallel_size', 'int', '1.3', '', '--cp_size', ''],
    ['moe_expert_parallel_size', 'int', '1.3', '', '--ep_size', ''],
    ['moe_cluster_parallel_size', 'int', '1.3', '', '--cluster_size', ''],
    ['gpus_per_node', 'int', '1.3', '', '', ''],
    ['free_gpu_memory_fraction', 'float', '1.3', '', '--kv_cache_free_gpu_memory_fraction', ''],
    ['num_postprocess_workers', 'int', '1.3', '', '', ''],
    ['video_pruning_rate', 'float', '1.3', '', '', ''],
    ['trust_remote_code', 'switch', '1.3', '', '', ''],
    ['fail_fast_on_attention_window_too_large', 'switch', '1.3', '', '', ''],
    ['enable_chunked_prefill', 'switch', '1.3', '', '', ''],
    ['enable_attention_dp', 'switch', '1.3', '', '', ''],
    ['grpc', 'switch', '1.3', '', '', ''],
    ['telemetry', 'toggle', '1.3', '', '', ''],
    ['allow_request_chat_template', 'switch', '1.3', '', '', ''],
    ['enable_tokenization_cache', 'switch', '1.3', '', '', ''],
  ],
  bench: [
    ['model', 'text', '1.3', '', '-m', ''],
    ['model_path', 'text', '1.3', '', '', ''],
    ['workspace', 'text', '1.3', '', '-w', ''],
    ...texts(
      '1.3',
      'log_level revision engine_dir backend dataset modality report_json iteration_log output_json request_json scheduler_policy',
    ),
    ['config', 'text', '1.3', '', '--extra_llm_api_options', ''],
    ['tp', 'int', '1.3', '', '--tp_size', ''],
    ['pp', 'int', '1.3', '', '--pp_size', ''],
    ['ep', 'int', '1.3', '', '--ep_size', ''],
    ['cluster_size', 'int', '1.3', '', '', ''],
    ['max_seq_len', 'int', '1.3', '', '', ''],
    ...numbers(
      '1.3',
      'max_batch_size max_num_tokens beam_width eos_id max_input_len num_requests warmup target_input_len target_output_len',
    ),
    ['concurrency', 'int', '1.3', '', '', ''],
    ['kv_cache_free_gpu_mem_fraction', 'float', '1.3', '', '', ''],
    ['streaming', 'switch', '1.3', '', '', ''],
    ['enable_chunked_context', 'switch', '1.3', '', '', ''],
  ],
  script: [
    ...texts('1.3', 'model_dir output_dir dtype weight_only_precision backend prompt attention_backend moe_backend'),
    ['tp_size', 'int', '1.3', '', '', ''],
    ['pp_size', 'int', '1.3', '', '', ''],
    ...numbers('1.3', 'cp_size moe_tp_size moe_ep_size moe_cluster_size workers'),
    ['use_weight_only', 'switch', '1.3', '', '', ''],
    ['per_group', 'switch', '1.3', '', '', ''],
    ['enable_attention_dp', 'switch', '1.3', '', '', ''],
  ],
  worker: [
    ['model-path', 'text', '1.3', '', '--model', ''],
    ...texts('1.3', 'served-model-name extra-engine-args override-engine-args'),
    ...numbers('1.3', 'tensor-parallel-size pipeline-parallel-size expert-parallel-size gpus-per-node'),
    ...numbers('1.3', 'max-seq-len max-batch-size max-num-tokens kv-block-size'),
    ['free-gpu-memory-fraction', 'float', '1.3', '', '', ''],
    ['enable-attention-dp', 'switch', '1.3', '', '', ''],
  ],
};

function texts(since: string, names: string): readonly OptionRow[] {
  return names.split(' ').map((name) => [name, 'text', since, '', '', ''] as const);
}

function numbers(since: string, names: string): readonly OptionRow[] {
  return names.split(' ').map((name) => [name, 'int', since, '', '', ''] as const);
}
