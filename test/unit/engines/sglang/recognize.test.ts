import { describe, expect, test } from 'vitest';
import type { Command } from '../../../../shared/documents/command.ts';
import type { Launch } from '../../../../shared/engines/engine.ts';
import { sglang } from '../../../../shared/engines/sglang/index.ts';
import { newest } from '../../../../shared/engines/sglang/versions.ts';
import { parseRelease } from '../../../../shared/engines/version.ts';
import { commandOf, wordOf } from '../command-of.ts';

function launchesOf(command: Command, version?: string): readonly Launch[] {
  const release = version === undefined ? undefined : parseRelease(version);
  return sglang.recognize([command], version === undefined || release === undefined ? undefined : { text: version, release });
}

function only(words: string, version?: string): Launch {
  const [launch] = launchesOf(commandOf(words), version);
  if (launch === undefined) throw new Error(`no launch: ${words}`);
  return launch;
}

function problems(words: string, version?: string): readonly string[] {
  return only(words, version).problems.map(({ rule, severity, message }) => `${severity} ${rule}: ${message()}`);
}

function replacements(words: string, version?: string): readonly (string | undefined)[] {
  return only(words, version).problems.map(({ replacement }) => replacement?.newText);
}

/** Commands that start SGLang, and how. */
const launched: readonly (readonly [string, string, string])[] = [
  ['python -m sglang.launch_server --model-path m/x', 'sglang.launch_server', 'm/x'],
  ['python3 -m sglang.launch_server --model m/x --tp 8', 'sglang.launch_server', 'm/x'],
  ['/opt/venv/bin/python3.12 -u -m sglang.launch_server --model-path=m/x', 'sglang.launch_server', 'm/x'],
  ['sglang serve --model-path m/x', 'sglang serve', 'm/x'],
  ['sglang serve m/x --tp 8', 'sglang serve', 'm/x'],
  ['python -m sglang_router.launch_server --model-path m/x --dp-size 4 --router-policy cache_aware', 'sglang_router.launch_server', 'm/x'],
  ['python -m sglang.bench_offline_throughput --model-path m/x --num-prompts 10', 'sglang.bench_offline_throughput', 'm/x'],
];

const notLaunched = [
  'sglang generate --model-path m/x',
  'sglang version',
  'python -m sglang.bench_serving --backend sglang --model m/x',
  'python -m sglang_router.launch_router --worker-urls http://a',
  'python -m sglang.launch_server --help',
  'python -m sglang.check_env',
  'pip install sglang==0.5.5',
  'echo python -m sglang.launch_server --model-path m/x',
  'vllm serve m/x --tensor-parallel-size 8',
];

describe('entry points', () => {
  test.each(launched)('%s', (words, entryPoint, model) => {
    const launch = only(words);
    expect([launch.entryPoint, launch.model?.text, launch.problems]).toEqual([entryPoint, model, []]);
  });
  test.each(notLaunched)('%s', (words) => expect(launchesOf(commandOf(words))).toEqual([]));

  test('an image has no entrypoint: the whole command stands after its name', () => {
    const image = wordOf('lmsysorg/sglang:v0.5.12-cu130');
    const whole = commandOf('python3 -m sglang.launch_server --model-path m/x --tp 4', { image, afterEntrypoint: true });
    expect(launchesOf(whole)[0]?.version).toEqual({ release: [0, 5, 12], text: '0.5.12-cu130', source: 'image' });
    expect(launchesOf(commandOf('--model-path m/x', { image, afterEntrypoint: true }))).toEqual([]);
  });

  test.each([
    ['lmsysorg/sglang:v0.5.10.post1-cu130', [0, 5, 10]],
    ['lmsysorg/sglang-rocm:v0.5.13.post1-rocm720-mi35x-20260615', [0, 5, 13]],
    ['registry.example/ai/sglang-v0.5.9-runtime:3', newest.release],
    ['registry.example/ai/server:sglang-v0.5.9', [0, 5, 9]],
    ['lmsysorg/sglang:latest', newest.release],
    ['lmsysorg/sglang:nightly-dev-20260527-14f81a67', newest.release],
    ['rocm/sgl-dev:v0.5.8-rocm700', [0, 5, 8]],
  ])('%s', (name, release) => {
    const command = commandOf('sglang serve --model-path m/x', { image: wordOf(name), afterEntrypoint: true });
    expect(launchesOf(command)[0]?.version.release).toEqual(release);
  });
});

describe('options', () => {
  test.each([
    ['--tp 8', 'tensorParallelSize', 8],
    ['--tp=8', 'tensorParallelSize', 8],
    ['--tp-size 8', 'tensorParallelSize', 8],
    ['--tensor-parallel-size 8', 'tensorParallelSize', 8],
    ['--tensor-parallel 8', 'tensorParallelSize', 8],
    ['--pp-size 2', 'pipelineParallelSize', 2],
    ['--pipeline-parallel-size 2', 'pipelineParallelSize', 2],
    ['--dp 2', 'dataParallelSize', 2],
    ['--data-parallel-size 2', 'dataParallelSize', 2],
    ['--ep 4', 'expertParallelSize', 4],
    ['--ep-size 4', 'expertParallelSize', 4],
    ['--expert-parallel-size 4', 'expertParallelSize', 4],
    ['--attn-cp-size 2', 'attentionContextParallelSize', 2],
    ['--attention-context-parallel-size 2', 'attentionContextParallelSize', 2],
    ['--dcp-size 2', 'decodeContextParallelSize', 2],
    ['--moe-dp-size 2', 'moeDataParallelSize', 2],
    ['--moe-dense-tp-size 1', 'moeDenseTpSize', 1],
    ['--enable-dp-attention', 'enableDpAttention', true],
    ['--mm-enable-dp-encoder', 'mmEnableDpEncoder', true],
    ['--quantization awq_marlin', 'quantization', 'awq_marlin'],
    ['--device cpu', 'device', 'cpu'],
    ['--context-length 32Ki', 'contextLength', '32Ki'],
  ])('%s', (written, name, value) => {
    const launch = only(`python -m sglang.launch_server --model-path m/x ${written}`);
    expect([launch.options.get(name)?.value, launch.problems]).toEqual([value, []]);
  });

  test('an override of the shape is known as such', () => {
    const override = '{"num_attention_heads":8}';
    const launch = only(`python -m sglang.launch_server --model-path m/x --json-model-override-args ${override}`);
    expect(launch.options.get('hfOverrides')?.value).toEqual({ num_attention_heads: 8 });
  });

  test('a configuration file leaves nothing certainly absent', () => {
    expect(only('python -m sglang.launch_server --model-path m/x --config c.yaml').complete).toBe(false);
    expect(only('python -m sglang.launch_server --model-path m/x --config=c.yaml').complete).toBe(true);
    expect(problems('python -m sglang.launch_server --model-path m/x --config=c.yaml')).toEqual([
      'warning option-ignored: SGLang silently ignores --config=c.yaml; write --config and the file as two words',
    ]);
  });
});

const server = 'python -m sglang.launch_server --model-path m/x';

describe('options that it does not have', () => {
  test.each([
    ['-tp 8', '--tp-size'],
    ['--tp_size 8', '--tp-size'],
    ['--tensor_parallel_size 8', '--tensor-parallel-size'],
    ['--num-shard 8', '--tp-size'],
    ['--max-model-len 4096', '--context-length'],
    ['--gpu-memory-utilization 0.9', undefined],
    ['--enable-expert-parallel', undefined],
  ])('%s', (written, instead) => {
    const found = only(`${server} ${written}`, '0.5.12').problems;
    expect(found.map(({ rule, severity, replacement }) => [rule, severity, replacement?.newText])).toEqual([
      ['option-unknown', 'error', instead],
    ]);
  });

  test('removed ones name what took over', () => {
    expect(problems(`${server} --tp 8 --enable-deepep-moe`, '0.5.8')).toEqual([
      'error option-removed: SGLang 0.5.8 no longer has --enable-deepep-moe; write --moe-a2a-backend deepep',
    ]);
    expect(replacements(`${server} --tp 8 --enable-deepep-moe`, '0.5.8')).toEqual(['--moe-a2a-backend deepep']);
    expect(problems(`${server} --tp 8 --enable-deepep-moe`, '0.5.3')).toEqual([]);
  });

  test('a short form may mean several options', () => {
    expect(problems(`${server} --pp 2`, '0.5.12')[0]).toMatch(/^error option-\w+: --pp is short for more than one option: --pp-size, /);
    expect(problems(`${server} --pp 2`, '0.5.2')).toEqual([]);
  });

  test('of a version that was not read nothing is unknown', () => {
    expect(problems(`${server} --no-such-option`, '0.3.6')).toEqual([]);
    expect(problems(`${server} --no-such-option`, '0.7.0')).toEqual([]);
  });

  test('a method that the version does not have', () => {
    expect(problems(`${server} --quantization modelopt_fp8`, '0.5.2')).toHaveLength(1);
    expect(problems(`${server} --quantization modelopt_fp8`, '0.5.5')).toEqual([]);
  });

  test('the options of a diffusion server and of the router were not read', () => {
    expect(problems('sglang serve --model-path m/x --num-gpus 4 --enable-torch-compile --ring-degree 2')).toEqual([]);
    expect(problems('sglang serve --model-path m/x --disagg-role server --encoder-urls a --decoder-urls b')).toEqual([]);
    expect(problems('sglang serve --model-path m/x --text-encoder-cpu-offload')).toEqual([]);
    expect(problems('python -m sglang_router.launch_server --model-path m/x --dp-size 2 --router-eviction-interval 60')).toEqual([]);
  });
});
