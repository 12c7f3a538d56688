/** Scripts as people write them, for the mutator: each uses other parts of the language. */
export const scripts: readonly string[] = [
  `#!/usr/bin/env bash
set -euo pipefail
# Serves the model on all GPUs of the machine.
cd "$(dirname "$0")" || exit 1
MODEL="\${MODEL:-Qwen/Qwen2.5-72B-Instruct}"
TP=\${TP:-4}
PORT=8000
export CUDA_VISIBLE_DEVICES=0,1,2,3
export VLLM_ATTENTION_BACKEND="FLASH_ATTN"

EXTRA_ARGS=()
if [[ "\${ENABLE_EP:-0}" == "1" ]]; then
  EXTRA_ARGS+=(--enable-expert-parallel)
fi

nohup vllm serve "$MODEL" \\
  --tensor-parallel-size $TP \\
  --pipeline-parallel-size 2 \\
  --max-model-len 32768 \\
  --port "\${PORT}" \\
  --hf-overrides '{"max_position_embeddings": 65536}' \\
  "\${EXTRA_ARGS[@]}" > server.log 2>&1 &

SERVER_PID=$!
until curl -sf "http://localhost:$PORT/health"; do sleep 5; done
wait "$SERVER_PID"
`,
  `#!/bin/bash
IMAGE=vllm/vllm-openai:v0.11.0
docker run --rm -it --gpus '"device=0,1"' --shm-size 16g \\
  -v ~/.cache/huggingface:/root/.cache/huggingface \\
  -e HF_TOKEN="$HF_TOKEN" -e NCCL_DEBUG=INFO \\
  -p 8000:8000 "$IMAGE" \\
  --model mistralai/Mixtral-8x7B-Instruct-v0.1 \\
  --tensor-parallel-size 2 --quantization awq # two of them
docker exec -it server bash -lc "vllm serve m --tensor-parallel-size 8"
ssh -p 2222 user@host "cd /srv && CUDA_VISIBLE_DEVICES=0,1 vllm serve /models/a -tp 2"
ssh host <<'EOF'
# on the other machine
export TP=8
vllm serve /models/b --tensor-parallel-size "$TP"
EOF
`,
  `#!/bin/bash
#SBATCH --nodes=2
MODELS=(a/b c/d)
start_server() {
  local model=$1
  local tp=\${2:-8}
  srun --gres=gpu:8 --container-image=img \\
    python3 -m vllm.entrypoints.openai.api_server --model "$model" -tp "$tp" "\${@:3}" &
}
usage() {
  cat <<-USAGE
	usage: $0 [--tp N]
	vllm serve model --tensor-parallel-size 3
	USAGE
  exit 1
}
while [[ $# -gt 0 ]]; do
  case "$1" in
    --tp) TP="$2"; shift 2 ;;
    --model=*) MODEL="\${1#*=}"; shift ;;
    -h|--help) usage ;;
    *) echo "unknown: $1" >&2; exit 1 ;;
  esac
done
for m in "\${MODELS[@]}"; do
  start_server "$m" 4
done
start_server x/y $((2 * 2))
case "$(hostname)" in
  gpu*) N=8 ;;
  *) N=1 ;;
esac
echo "vllm serve $MODEL --tensor-parallel-size $N"
`,
  `CMD="vllm serve m --tensor-parallel-size 4"
CMD+=" --max-num-seqs 16"
eval "$CMD"
LAUNCH=(vllm serve n --tensor-parallel-size 2)
[ -n "$DEBUG" ] && LAUNCH+=(--enforce-eager)
"\${LAUNCH[@]}" | tee log
bash -c 'exec vllm serve "$1" -tp 2' -- q
tmux new-session -d -s s "ssh host \\"bash -c 'vllm serve z -tp 16'\\""
RESULT=\`vllm bench throughput --model \\\`cat name\\\` --tensor-parallel-size 2\`
( cd models; env -u A B=1 vllm serve ./c --tensor-parallel-size=\${N_GPU:=8} )
diff <(vllm serve a) <(vllm serve b)
python3 - <<EOF
print("$CMD")
EOF
{ vllm serve {a,b} --x $'tab\\t' $"text"; } 2>&1
`,
];

/** Pieces that mean something to a shell. */
export const shellTokens: readonly string[] = [
  ...['"', "'", '`', '\\', '\n', '$', '$(', '${', '$((', '((', '))', ')', '}', '{', '(', '[[', ']]', ';', ';;', '&', '&&', '|', '||'],
  ...['<', '>', '<<EOF\n', 'EOF\n', '<<<', '<(', '#', ' # x', '=', '+=', '=(', '*', '?', '~', '!', '-', '--', ' ', '\t', '\r\n', '\u0000'],
  ...['\ue0ff', '\u{1f600}', '$@', '"$@"', '${A[@]}', '"${A[@]}"', '${A:-', '${A##*/}', '${#A}', '${!A}', '${A:1:2}', '$((A+1))'],
  ...[
    'if ',
    'then ',
    'else ',
    'elif ',
    'fi',
    'for i in ',
    'do ',
    'done',
    'while ',
    'case x in ',
    'esac',
    'function f ',
    'f() {',
    'f 1 2\n',
  ],
  ...[
    'A=1 ',
    'A=(1 2) ',
    'A+=(3)\n',
    'export ',
    'local ',
    'unset A',
    'read A',
    'cd a;',
    'bash -c "',
    "sh -c '",
    'ssh h ',
    'eval ',
    'env -S "',
  ],
  ...['docker run -e A=1 img ', 'srun --gpus=2 ', 'xargs -I{} ', 'parallel x {} ::: ', 'nohup ', 'sudo ', 'timeout 5 ', 'uv run -m '],
  ...['vllm serve m ', '--tensor-parallel-size 4', '<<<<<<< HEAD\n', '=======\n', '>>>>>>> x\n'],
];
