/** Scripts that launch the model in `./model`, each writing its sizes another way. */
export const launches: readonly string[] = [
  'vllm serve ./model --tensor-parallel-size 3 --port 8000\n',
  'TP=8 # ranks\r\nexec vllm serve "./model" \\\r\n  --tensor-parallel-size "$TP" \\\r\n  --max-model-len 4096\r\n',
  'ARGS=(--tensor_parallel_size=6 --enable-expert-parallel)\nARGS+=(-pp 2)\nvllm serve ./model "${ARGS[@]}" | tee log\n',
  'docker run --gpus all -v ./model:/model vllm/vllm-openai:v0.11.0 --model ./model -tp 5 --quantization awq\n',
  'for tp in 2 4 8; do\n  CUDA_VISIBLE_DEVICES=0,1 python3 -m vllm.entrypoints.openai.api_server --model ./model -tp "$tp"\ndone\n',
  `serve() {\n  vllm serve "$1" --tensor-parallel-size "\${2:-12}" # shardlint: ignore[attention-heads]\n}\nserve ./model 7\nserve model\n`,
  `bash -c "vllm serve ./model -tp 16 --speculative-config '{\\"model\\": \\"./model\\", \\"num_speculative_tokens\\": 3}'"\n`,
];
