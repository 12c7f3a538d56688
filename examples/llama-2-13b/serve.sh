#!/bin/bash
# 40 heads over 3 GPUs
exec vllm serve ./Llama-2-13b-chat-hf -tp 3 --port 8000
