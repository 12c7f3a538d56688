import { describe, expect, test } from 'vitest';
import { calls as lmdeployCalls } from '../../../shared/engines/lmdeploy/calls.ts';
import { mayStartFromPython } from '../../../shared/engines/python-marks.ts';
import { calls as sglangCalls } from '../../../shared/engines/sglang/calls.ts';
import { calls as trtllmCalls } from '../../../shared/engines/trtllm/calls.ts';
import { calls as vllmCalls } from '../../../shared/engines/vllm/calls.ts';
import { analysisOf } from '../lint/workspace.ts';

const callees = [vllmCalls, sglangCalls, lmdeployCalls, trtllmCalls]
  .flatMap((calls) => Object.keys(calls))
  .filter((name) => !name.startsWith('yaml:'));

describe('Python that may start an engine', () => {
  test.each(callees)('%s, called', (callee) => {
    const [name] = callee.split('.').slice(-1);
    const from = callee.split('.').slice(0, 1);
    expect(mayStartFromPython(`import ${from}\nx = ${name}(model)\n`)).toBe(true);
    expect(mayStartFromPython(`from ${from} import ${name} as Other\nOther(model)\n`)).toBe(true);
    expect(mayStartFromPython(`import ${from}\nOther = ${from}.${name}  # as ever\nOther(model)\n`)).toBe(true);
  });

  test.each([
    ['vllm', 'serve'],
    ['vllm', 'run-batch'],
    ['vllm', 'bench', 'throughput'],
    ['python', '-m', 'vllm.entrypoints.openai.api_server'],
    ['python', '-m', 'vllm.entrypoints.openai.run_batch'],
    ['python', '-m', 'vllm.entrypoints.cli.main', 'serve'],
    ['python', '-m', 'dynamo.vllm'],
    ['python', 'benchmarks/benchmark_latency.py'],
    ['python', 'vllm/entrypoints/openai/api_server.py'],
    ['docker', 'run', 'vllm/vllm-openai'],
    ['docker', 'run', 'opea/vllm-gaudi', '--model'],
    ['sglang', 'serve'],
    ['python', '-m', 'sglang.launch_server'],
    ['python', '-m', 'sglang_router.launch_server'],
    ['python', '-m', 'sglang.cli.main', 'serve'],
    ['python', '-m', 'sglang.bench_one_batch'],
    ['python', '-m', 'sglang.bench_offline_throughput'],
    ['python', '/sgl/sglang/launch_server.py'],
    ['lmdeploy', 'chat'],
    ['trtllm-serve', 'model'],
    ['trtllm-bench', 'throughput'],
    ['python', '-m', 'tensorrt_llm.commands.serve'],
    ['python', 'convert_checkpoint.py'],
    ['python', 'quickstart_advanced.py'],
    ['text-generation-launcher', '--num-shard'],
    ['docker', 'run', 'ghcr.io/huggingface/text-generation-inference'],
    ['python', '-m', 'verl.trainer.main_ppo', 'actor_rollout_ref.rollout.name=vllm'],
    ['python', '-m', 'openrlhf.cli.train_ppo_ray'],
    ['swift', 'rollout'],
    ['megatron', 'rlhf'],
    ['trl', 'vllm-serve'],
    ['python', 'grpo.py', '--vllm_mode', 'colocate'],
    ['llamafactory-cli', 'api'],
    ['lmf', 'api'],
    ['python', 'scripts/vllm_infer.py'],
    ['mlc_llm', 'serve'],
    ['python', '-m', 'mii.entrypoints.openai_api_server'],
  ])('%s %s', (...words) => {
    expect(mayStartFromPython(`run(${JSON.stringify(words)})`)).toBe(true);
    expect(mayStartFromPython(`run("${words.join(' ')}")`)).toBe(true);
    expect(mayStartFromPython(`run(f"{python} ${words.slice(1).join(' ')}", "${words[0]}")`)).toBe(true);
  });

  test.each([
    'AutoModel.from_pretrained(m, device_map="auto")',
    'transformers.pipeline("text-generation", m, max_memory=memory)',
    'load_checkpoint_and_dispatch(model, folder, device_map=map)',
  ])('%s', (text) => expect(mayStartFromPython(text)).toBe(true));

  test.each([
    'from vllm.config import VllmConfig\n\n\nclass LLM(Base):\n    """The engine of vLLM, an LLM."""\n',
    'from sglang.srt.server_args import ServerArgs\n\n\ndef f(server_args: ServerArgs) -> None:\n    batch.run_batch(1)\n',
    'import torch._dynamo.config\nfrom vllm import logger\n',
  ])('not %j', (text) => {
    expect(mayStartFromPython(text)).toBe(false);
    const analysis = analysisOf({ '/project/module.py': text }, '/project/module.py');
    expect(analysis).toMatchObject({ kind: 'launch-document', launches: [], findings: [] });
  });

  test.each(['rollout.', '= a.', 'LLM ', 'def ', 'megatron '])('not thousands of %s, which cost next to nothing', (part) => {
    const started = performance.now();
    expect(mayStartFromPython(part.repeat(30_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
