#!/bin/bash
# the same 8 GPUs as 4 slices of an expert on each of 2 groups: 1536 / 4 = 384 = 3 blocks of 128
python3 -m sglang.launch_server \
  --model-path ../qwen3-235b-a22b-fp8/Qwen3-235B-A22B-FP8 \
  --tp 8 --ep 2 \
  --host 0.0.0.0 --port 30000
