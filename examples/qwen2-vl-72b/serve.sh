#!/bin/bash
# the same model without quantization: nothing to report at 2, 4 or 8
vllm serve ./Qwen2-VL-72B-Instruct --served-model-name qwen2vl --tensor-parallel-size 8 --limit-mm-per-prompt '{"image": 4}'
