#!/bin/bash
# 29568 / 128 = 231 quantization groups: no whole number of them for each of 4 ranks
VLLM_WORKER_MULTIPROC_METHOD=spawn python -m vllm.entrypoints.openai.api_server \
  --served-model-name qwen2vl \
  --model ./Qwen2-VL-72B-AWQ \
  --tensor-parallel-size 4 \
  --max_num_seqs 16
