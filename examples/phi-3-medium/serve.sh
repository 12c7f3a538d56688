#!/bin/bash
# 40 heads, 10 KV heads: 4 GPUs do not fit, 5 do
vllm serve ./Phi-3-medium-4k-instruct --tensor-parallel-size 4 --max-model-len 4096
