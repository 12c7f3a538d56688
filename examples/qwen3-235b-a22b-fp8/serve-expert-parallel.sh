#!/bin/bash
# the same 8 GPUs with whole experts on each of them: no error
CUDA_VISIBLE_DEVICES=0,1,2,3,4,5,6,7 vllm serve ./Qwen3-235B-A22B-FP8 \
  --tensor-parallel-size 8 \
  --enable-expert-parallel \
  --max-model-len 32768
