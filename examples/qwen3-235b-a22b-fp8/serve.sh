#!/bin/bash
# 1536 / 8 = 192 rows of an expert for each rank: not a multiple of the 128 of an FP8 block
CUDA_VISIBLE_DEVICES=0,1,2,3,4,5,6,7 vllm serve ./Qwen3-235B-A22B-FP8 \
  --tensor-parallel-size 8 \
  --max-model-len 32768 \
  --enable-prefix-caching
