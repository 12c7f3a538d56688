import { describe, expect, test } from 'vitest';
import type { Command } from '../../../../shared/documents/command.ts';
import type { Launch } from '../../../../shared/engines/engine.ts';
import { lmdeploy } from '../../../../shared/engines/lmdeploy/index.ts';
import { newest } from '../../../../shared/engines/lmdeploy/versions.ts';
import { commandOf, wordOf } from '../command-of.ts';

/** Commands that start an engine, and how. */
const launched: readonly (readonly [string, string, string])[] = [
  ['lmdeploy serve api_server m/x', 'lmdeploy serve api_server', 'm/x'],
  ['lmdeploy serve api_server --tp 2 m/x --backend pytorch', 'lmdeploy serve api_server', 'm/x'],
  ['/opt/py3/bin/lmdeploy serve api_server m/x', 'lmdeploy serve api_server', 'm/x'],
  ['python3 -m lmdeploy serve api_server m/x --server-port 23333', 'lmdeploy serve api_server', 'm/x'],
  ['lmdeploy chat m/x --tp 2', 'lmdeploy chat', 'm/x'],
  ['lmdeploy serve gradio m/x', 'lmdeploy serve gradio', 'm/x'],
];

const notLaunched = [
  'lmdeploy',
  'lmdeploy check_env',
  'lmdeploy serve',
  'lmdeploy serve proxy --server-port 8000',
  'lmdeploy serve api_client http://localhost:23333',
  'lmdeploy serve api_server --help',
  'lmdeploy lite auto_awq m/x --work-dir out',
  'lmdeploy convert qwen m/x',
  'pip install lmdeploy==0.9.2',
  'echo lmdeploy serve api_server m/x',
  'vllm serve m/x',
  'python -m sglang.launch_server --model-path m/x',
  'python lmdeploy.py --tp 4',
];

describe('entry points', () => {
  test.each(launched)('%s', (words, entryPoint, model) => {
    const launch = only(commandOf(words));
    expect(launch).toMatchObject({ engine: 'lmdeploy', entryPoint, complete: true, problems: [] });
    expect(launch.model?.text).toBe(model);
  });

  test.each(notLaunched)('no launch: %s', (words) => {
    expect(lmdeploy.recognize([commandOf(words)], undefined)).toEqual([]);
  });
});

test('options by the names that the rules know them by', () => {
  const { options } = only(commandOf('lmdeploy serve api_server m/x --tp 4 --dp=2 --ep 4 --cp 2 --session-len 8192 --model-format awq'));
  expect(Object.fromEntries([...options].map(([name, { value }]) => [name, value]))).toEqual({
    tensorParallelSize: 4,
    dataParallelSize: 2,
    expertParallelSize: 4,
    contextParallelSize: 2,
    maxModelLen: 8192,
    quantization: 'awq',
  });
});

describe('the version', () => {
  const version = (words: string, image?: string): string => {
    const command = commandOf(words, image === undefined ? {} : { image: wordOf(image), afterEntrypoint: true });
    return only(command).version.text;
  };

  test.each([
    ['openmmlab/lmdeploy:v0.9.2-cu12', '0.9.2-cu12'],
    ['registry.local:5000/openmmlab/lmdeploy:v0.12.1', '0.12.1'],
    ['openmmlab/lmdeploy:latest', newest.text],
    ['my/image:v3.1', newest.text],
  ])('of %s', (image, text) => {
    expect(version('lmdeploy serve api_server m/x', image)).toBe(text);
  });

  test('that is installed', () => {
    const [launch] = lmdeploy.recognize([commandOf('pip install lmdeploy==0.10.2'), commandOf('lmdeploy chat m/x')], undefined);
    expect(launch?.version).toEqual({ release: [0, 10, 2], text: '0.10.2', source: 'install' });
  });
});

/** What is written, by which release it is read, and what is said. */
const misspelt: readonly (readonly [string, string, string, string | undefined])[] = [
  ['--tensor-parallel-size 4', '0.16.0', 'option-unknown', '--tp'],
  ['--tp-size 4', '0.16.0', 'option-unknown', '--tp'],
  ['-tp 4', '0.16.0', 'option-unknown', '--tp'],
  ['--port 8000', '0.16.0', 'option-unknown', '--server-port'],
  ['--gpu-memory-utilization 0.9', '0.16.0', 'option-unknown', undefined],
  ['--disable-vision-encoder', '0.16.0', 'option-removed', '--language-model-only'],
  ['--enable-metrics', '0.12.0', 'option-removed', undefined],
  ['--language-model-only', '0.13.0', 'option-unknown', undefined],
  ['--backend vllm', '0.16.0', 'option-value', undefined],
  ['--model-format compressed-tensors', '0.12.0', 'option-value', undefined],
  ['--quant-policy 16', '0.12.0', 'option-value', undefined],
  ['--tp two', '0.16.0', 'option-value', undefined],
];

describe('what the parser refuses', () => {
  test.each(misspelt)('%s of %s: %s', (words, release, rule, replacement) => {
    const problems = problemsOf(words, release);
    expect(problems.map((problem) => problem.rule)).toEqual([rule]);
    expect(problems[0]?.replacement?.newText).toBe(replacement);
  });

  test.each([
    ['--quant-policy fp8', '0.16.0'],
    ['--quant-policy 16', '0.16.0'],
    ['--disable-vision-encoder', '0.14.0'],
    ['--enable-metrics', '0.10.0'],
    ['--cache-max 0.5', '0.16.0'],
    ['--api-keys a b', '0.16.0'],
    ['--unheard-of 1', '0.5.0'],
    ['--tensor-parallel-size 4', '0.6.0'],
  ])('nothing: %s of %s', (words, release) => {
    expect(problemsOf(words, release)).toEqual([]);
  });
});

function problemsOf(words: string, release: string): Launch['problems'] {
  const setting = { text: release, release: release.split('.').map(Number) };
  return lmdeploy.recognize([commandOf(`lmdeploy serve api_server m/x ${words}`)], setting)[0]?.problems ?? [];
}

function only(command: Command): Launch {
  const [launch] = lmdeploy.recognize([command], undefined);
  if (launch === undefined) throw new Error('no launch');
  return launch;
}
