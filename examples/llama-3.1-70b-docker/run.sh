#!/bin/bash
# a model that is known by its name, and an engine version that is known from the image's tag:
# 16 ranks for 8 KV heads, so each KV head is kept twice, which works and costs memory
docker run --rm --gpus all --ipc=host --network host \
  -v "$HOME/.cache/huggingface:/root/.cache/huggingface" \
  -e HF_TOKEN \
  vllm/vllm-openai:v0.10.2 \
  --model meta-llama/Llama-3.1-70B-Instruct \
  --tensor-parallel-size 16 \
  --distributed-executor-backend ray
