#!/bin/bash
# 2 KV heads on 4 shards: other engines keep each KV head on two ranks, TGI does not
docker run --rm --gpus all --shm-size 1g -p 8080:80 \
  -v "$HOME/.cache/huggingface:/data" \
  ghcr.io/huggingface/text-generation-inference:3.3.5 \
  --model-id Qwen/Qwen2.5-3B-Instruct \
  --num-shard 4
