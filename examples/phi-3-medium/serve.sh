#!/bin/bash
# 4 divides the 40 heads, but 10 KV heads neither split over 4 ranks nor repeat on them
vllm serve ./Phi-3-medium-4k-instruct --tensor-parallel-size 4 --max-model-len 4096
