/** Documents as large as the largest that people really have; always the same. */

const dense = {
  architectures: ['Qwen2ForCausalLM'],
  attention_dropout: 0,
  bos_token_id: 151_643,
  eos_token_id: 151_645,
  hidden_act: 'silu',
  hidden_size: 8192,
  initializer_range: 0.02,
  intermediate_size: 29_568,
  max_position_embeddings: 32_768,
  max_window_layers: 70,
  model_type: 'qwen2',
  num_attention_heads: 64,
  num_hidden_layers: 80,
  num_key_value_heads: 8,
  rms_norm_eps: 1e-6,
  rope_theta: 1_000_000,
  sliding_window: 131_072,
  tie_word_embeddings: false,
  torch_dtype: 'bfloat16',
  transformers_version: '4.46.3',
  use_cache: true,
  use_sliding_window: false,
  vocab_size: 152_064,
};

/** A config.json of about 1 KB. `step` makes it another one: the same family, other sizes. */
export function smallConfig(step = 0): string {
  const sizes = { intermediate_size: 29_568 + 64 * (step % 512), vocab_size: 152_064 + 64 * Math.floor(step / 512) };
  return `${JSON.stringify({ ...dense, ...sizes, rope_scaling: rope, quantization_config: awq })}\n`;
}

const rope = {
  type: 'yarn',
  factor: 4,
  original_max_position_embeddings: 32_768,
  mscale: 1,
  mscale_all_dim: 1,
  beta_fast: 32,
  beta_slow: 1,
};

const awq = { quant_method: 'awq', bits: 4, group_size: 128, zero_point: true, version: 'gemm', modules_to_not_convert: ['lm_head'] };

const modules = ['self_attn.q_proj', 'self_attn.k_proj', 'self_attn.v_proj', 'self_attn.o_proj', 'mlp.gate_proj', 'mlp.up_proj'];

/** A config.json of at least `bytes`: a compressed-tensors checkpoint that names every layer it left alone, as their writer does. */
export function largeConfig(bytes: number): string {
  const ignore = ['lm_head'];
  while (JSON.stringify(ignore, null, 6).length < bytes - 2000) {
    const at = ignore.length - 1;
    ignore.push(`model.layers.${Math.floor(at / modules.length)}.${modules[at % modules.length]}`);
  }
  const weights = { num_bits: 4, type: 'int', strategy: 'group', group_size: 128, symmetric: true, observer: 'minmax' };
  const group = { input_activations: null, output_activations: null, targets: ['Linear'], weights };
  const quantization = { config_groups: { group_0: group }, format: 'pack-quantized', ignore, quant_method: 'compressed-tensors' };
  return `${JSON.stringify({ ...dense, quantization_config: quantization }, null, 2)}\n`;
}

/** A deployment script of 200 lines: defaults, an option loop, functions, arrays, launches in several ways; its models are those of `scriptModels`. */
export function largeScript(): string {
  return [head, options, ...['chat', 'code', 'vision', 'judge'].map(service), tail].join('\n');
}

/** The models beside the script, path → text: the one of `vision` is in fact too narrow for 4 ranks. */
export function scriptModels(): Readonly<Record<string, string>> {
  const steps = { chat: 2, code: 18, vision: 0, judge: 2 };
  return Object.fromEntries(Object.entries(steps).map(([name, step]) => [`models/${name}/config.json`, smallConfig(step)]));
}

const head = `#!/usr/bin/env bash
# Serves the models of one machine, each behind its own port.
set -euo pipefail

cd "$(dirname "\${BASH_SOURCE[0]}")"

MODELS=\${MODELS:-./models}
LOGS=\${LOGS:-./logs}
FIRST_PORT=\${FIRST_PORT:-8000}
TP=\${TP:-4}
MAX_LEN=$((32 * 1024))
DRY_RUN=""
IMAGE=vllm/vllm-openai:v0.11.0

export VLLM_WORKER_MULTIPROC_METHOD=spawn
export HF_HUB_OFFLINE=1
export NCCL_DEBUG=\${NCCL_DEBUG:-WARN}

COMMON=(
  --gpu-memory-utilization 0.92
  --max-model-len "$MAX_LEN"
  --enable-prefix-caching
  --enable-chunked-prefill
)

# Weights are on every node; nothing is fetched at start.
for folder in chat code vision judge; do
  if [[ ! -d "$MODELS/$folder" ]]; then
    echo "missing: $MODELS/$folder" >&2
  fi
done

log() {
  printf '%s %s\\n' "$(date +%H:%M:%S)" "$*" >&2
}

usage() {
  cat <<'USAGE'
usage: serve.sh [--tp N] [--port N] [--dry-run]
  --tp N      ranks of each model
  --port N    the first port; every model takes the next
USAGE
  exit "\${1:-0}"
}
`;

const options = `while [[ $# -gt 0 ]]; do
  case "$1" in
    --tp) TP="$2"; shift 2 ;;
    --port) FIRST_PORT="$2"; shift 2 ;;
    --port=*) FIRST_PORT="\${1#*=}"; shift ;;
    --dry-run) DRY_RUN=echo; shift ;;
    -h|--help) usage ;;
    *) log "unknown option: $1"; usage 2 ;;
  esac
done

wait_until_ready() {
  local port=$1 name=$2 tries=0
  until curl --silent --fail "http://127.0.0.1:$port/health" > /dev/null; do
    tries=$((tries + 1))
    if (( tries > 360 )); then
      log "$name did not answer on port $port"
      return 1
    fi
    sleep 5
  done
  log "$name answers on port $port"
}

free_memory() {
  nvidia-smi --query-gpu=memory.free --format=csv,noheader,nounits | sort -n | head -1
}

if [[ "$(free_memory 2> /dev/null || echo 0)" -lt 70000 ]]; then
  log 'less than 70 GB free on a GPU'
fi

mkdir -p "$LOGS"
`;

function service(name: string, at: number): string {
  const gpus = `${4 * (at % 2)},${4 * (at % 2) + 1},${4 * (at % 2) + 2},${4 * (at % 2) + 3}`;
  return `# --- ${name} ---
${name.toUpperCase()}_MODEL="\${${name.toUpperCase()}_MODEL:-$MODELS/${name}}"
${name.toUpperCase()}_PORT=$((FIRST_PORT + ${at}))

serve_${name}() {
  local args=("\${COMMON[@]}" --port "$${name.toUpperCase()}_PORT")
  if [[ -n "\${QUANTIZATION:-}" ]]; then
    args+=(--quantization "$QUANTIZATION")
  fi
  CUDA_VISIBLE_DEVICES=${gpus} nohup $DRY_RUN vllm serve "$${name.toUpperCase()}_MODEL" \\
    --served-model-name ${name} \\
    --tensor-parallel-size 4 \\
    --hf-overrides '{"max_position_embeddings": 65536}' \\
    "\${args[@]}" > "$LOGS/${name}.log" 2>&1 &
  wait_until_ready "$${name.toUpperCase()}_PORT" ${name}
}

serve_${name}_in_docker() {
  docker run --rm --detach --name ${name} --gpus '"device=${gpus}"' --shm-size 16g \\
    --volume "$MODELS:/models" --publish "$${name.toUpperCase()}_PORT:8000" \\
    "$IMAGE" --model Qwen/Qwen2.5-7B-Instruct --tensor-parallel-size ${1 + (at % 4)}
}
`;
}

const tail = `stop_all() {
  local pid
  for pid in $(jobs -p); do
    kill "$pid" 2> /dev/null || true
  done
}
trap stop_all EXIT INT TERM

if [[ "\${RUNTIME:-native}" == docker ]]; then
  for name in chat code vision judge; do
    "serve_\${name}_in_docker"
  done
else
  serve_chat
  serve_code
  serve_vision
  serve_judge
fi

ssh node1 "cd /srv && CUDA_VISIBLE_DEVICES=0,1 vllm serve ./models/chat -tp 2 --port 8000"

python3 -m vllm.entrypoints.openai.api_server \\
  --model "$MODELS/chat" \\
  --tensor-parallel-size "$TP" \\
  --pipeline-parallel-size 2 \\
  "\${COMMON[@]}" 2>&1 | tee "$LOGS/second.log"

wait
`;

/** Rows of about 1 KB for `shardlint batch`, by what they have in common. */
export const batchRows: Readonly<Record<string, (count: number) => string>> = {
  'each about another model': (count) => linesOf(count, rowOf),
  'each about another model, engines and versions mixed': (count) => linesOf(count, mixedRowOf),
  'all about one model': (count) => linesOf(count, (id) => ({ ...mixedRowOf(id), config: JSON.parse(smallConfig(0)) })),
};

function linesOf(count: number, row: (id: number) => object): string {
  return Array.from({ length: count }, (_, id) => `${JSON.stringify(row(id))}\n`).join('');
}

const launchWords = [
  'vllm serve ./model --tensor-parallel-size',
  'python3 -m sglang.launch_server --model-path ./model --tp',
  'lmdeploy serve api_server ./model --tp',
  'trtllm-serve ./model --tp_size',
  'text-generation-launcher --model-id ./model --num-shard',
] as const;

const vllmVersions = ['0.10.0', '0.11.0', '0.12.0', '0.15.0'] as const;

function mixedRowOf(id: number) {
  const engine = id % launchWords.length;
  const launch = `${launchWords[engine]} ${1 + (id % 8)}`;
  return {
    id,
    launch,
    engineVersion: engine === 0 ? vllmVersions[(id >> 3) % vllmVersions.length] : undefined,
    config: JSON.parse(smallConfig(id)),
  };
}

function rowOf(id: number) {
  const launch = `vllm serve ./model --tensor-parallel-size ${2 ** (id % 4)} --max-model-len 32768 --gpu-memory-utilization 0.9`;
  return { id, launch, engineVersion: '0.11.0', gpu: 'sm90', config: JSON.parse(smallConfig(id)) };
}
