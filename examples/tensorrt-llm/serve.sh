#!/bin/bash
# an AWQ checkpoint, which TensorRT-LLM's PyTorch backend does not read at any size
trtllm-serve ../qwen2-vl-72b-awq/Qwen2-VL-72B-AWQ \
  --tp_size 4 \
  --host 0.0.0.0 --port 8000
