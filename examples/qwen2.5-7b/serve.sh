#!/usr/bin/env bash
set -euo pipefail

# 28 heads do not split over 8 ranks; the size comes from a variable, and the fix changes the assignment
MODEL=./Qwen2.5-7B-Instruct
TP=8
PORT="${PORT:-8000}"
ARGS=(--max-model-len 32768 --gpu-memory-utilization 0.9)
ARGS+=(--tensor-parallel-size "$TP")

vllm serve "$MODEL" --port "$PORT" "${ARGS[@]}" 2>&1 | tee server.log
