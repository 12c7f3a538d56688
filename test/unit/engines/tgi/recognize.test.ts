import { describe, expect, test } from 'vitest';
import type { Command } from '../../../../shared/documents/command.ts';
import type { Launch } from '../../../../shared/engines/engine.ts';
import { tgi } from '../../../../shared/engines/tgi/index.ts';
import { newest } from '../../../../shared/engines/tgi/versions.ts';
import { parseRelease } from '../../../../shared/engines/version.ts';
import { commandOf, wordOf } from '../command-of.ts';

function launchesOf(command: Command, version?: string): readonly Launch[] {
  const release = version === undefined ? undefined : parseRelease(version);
  return tgi.recognize([command], version === undefined || release === undefined ? undefined : { text: version, release });
}

function only(words: string, version?: string): Launch {
  const [launch] = launchesOf(commandOf(words), version);
  if (launch === undefined) throw new Error(`no launch: ${words}`);
  return launch;
}

const server = wordOf('ghcr.io/huggingface/text-generation-inference:3.3.5');

describe('entry points', () => {
  test.each([
    ['text-generation-launcher --model-id m/x', 'm/x'],
    ['/usr/local/bin/text-generation-launcher --model-id=m/x --num-shard=4', 'm/x'],
    ['text-generation-launcher', undefined],
  ])('%s', (words, model) => {
    const launch = only(words);
    expect([launch.entryPoint, launch.model?.text, launch.problems]).toEqual(['text-generation-launcher', model, []]);
  });

  test.each([
    'text-generation-launcher --help',
    'text-generation-server serve m/x',
    'text-generation-router --port 80',
    'echo text-generation-launcher --model-id m/x',
    'pip install text-generation==0.7.0',
    'vllm serve m/x --tensor-parallel-size 4',
  ])('%s', (words) => expect(launchesOf(commandOf(words))).toEqual([]));

  test('arguments after the image, and variables, are those of the launcher', () => {
    const environment = new Map([
      ['MODEL_ID', wordOf('m/x')],
      ['NUM_SHARD', wordOf('4')],
      ['QUANTIZE', wordOf('awq')],
      ['HF_TOKEN', wordOf('secret')],
    ]);
    const [launch] = launchesOf(commandOf('--max-total-tokens 4096', { image: server, afterEntrypoint: true, environment }));
    expect(launch?.version).toEqual({ release: [3, 3, 5], text: '3.3.5', source: 'image' });
    expect(launch?.model?.text).toBe('m/x');
    expect([...(launch?.options ?? [])].map(([name, { value }]) => [name, value])).toEqual([
      ['maxModelLen', 4096],
      ['model', 'm/x'],
      ['tensorParallelSize', 4],
      ['quantization', 'awq'],
    ]);
  });

  test.each([
    ['ghcr.io/huggingface/text-generation-inference:3.3.5-rocm', [3, 3, 5]],
    ['ghcr.io/huggingface/text-generation-inference:2.4', [2, 4]],
    ['ghcr.io/huggingface/text-generation-inference:latest', newest.release],
    ['ghcr.io/huggingface/text-generation-inference:sha-b70f29d', newest.release],
    ['registry.example/huggingface-text-generation-inference-cu124:2-3', newest.release],
  ])('%s', (image, release) => {
    const [launch] = launchesOf(commandOf('--model-id m/x', { image: wordOf(image), afterEntrypoint: true }));
    expect([launch?.entryPoint, launch?.version.release]).toEqual(['text-generation-launcher', release]);
  });

  test.each(['nvidia-smi', 'bash', 'python'])('%s in its image starts none', (program) => {
    expect(launchesOf(commandOf(program, { image: server, afterEntrypoint: true }))).toEqual([]);
  });
});

describe('what the launcher refuses', () => {
  test.each([
    ['--model m/x', 'option-unknown', '--model-id'],
    ['--tensor-parallel-size 4', 'option-unknown', '--num-shard'],
    ['--tp 4', 'option-unknown', '--num-shard'],
    ['--num_shard 4', 'option-unknown', '--num-shard'],
    ['--quantization awq', 'option-unknown', '--quantize'],
    ['--max-model-len 4096', 'option-unknown', '--max-total-tokens'],
    ['--gpu-memory-utilization 0.9', 'option-unknown', undefined],
    ['--quantize int4', 'option-value', undefined],
    ['--num-shard four', 'option-value', undefined],
    ['--sharded yes', 'option-value', undefined],
    ['--num-shard 2 --num-shard 4', 'option-value', undefined],
    ['--sharded true --num-shard 1', 'option-value', undefined],
    ['m/x', 'option-unknown', undefined],
  ])('%s: %s', (args, rule, replacement) => {
    const { problems } = only(`text-generation-launcher ${args}`);
    expect(problems.map((problem) => [problem.rule, problem.replacement?.newText])).toEqual([[rule, replacement]]);
  });

  test.each([
    ['--kv-cache-dtype fp8_e5m2', '2.3', ['option-unknown']],
    ['--kv-cache-dtype fp8_e5m2', '2.4', []],
    ['--quantize marlin', '2.0.3', ['option-value']],
    ['--quantize marlin', '2.1.0', []],
    ['--enable-cuda-graphs', '1.4.5', []],
    ['--enable-cuda-graphs', '2.0', ['option-removed']],
    ['--not-an-option', '0.9', []],
    ['--cors-allow-origin a --cors-allow-origin b', '3.3.5', []],
  ])('%s of %s', (args, version, rules) => {
    expect(only(`text-generation-launcher ${args}`, version).problems.map(({ rule }) => rule)).toEqual(rules);
  });
});
