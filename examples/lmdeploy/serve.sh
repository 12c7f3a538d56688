#!/bin/bash
# 231 quantization groups over 4 ranks: TurboMind fills 29568 up to 29696 by itself and runs what vLLM refuses
lmdeploy serve api_server ../qwen2-vl-72b-awq/Qwen2-VL-72B-AWQ \
  --backend turbomind \
  --tp 4 \
  --server-port 23333
