#!/bin/bash
# SGLang cuts an expert into --tp slices: 1536 / 8 = 192 rows, not a multiple of the 128 of an FP8 block
python3 -m sglang.launch_server \
  --model-path ../qwen3-235b-a22b-fp8/Qwen3-235B-A22B-FP8 \
  --tp 8 \
  --host 0.0.0.0 --port 30000
