import { describe, expect, test } from 'vitest';
import { folderWith, runCli } from './run-cli.ts';

const script = `#!/bin/bash
MODEL=org/name
TP=\${1:-4}

vllm serve "$MODEL" --tensor-parallel-size 4 \\
  --max-model-len $LENGTH --enable-prefix-caching
CUDA_VISIBLE_DEVICES=0 python -m vllm.entrypoints.openai.api_server --model "$(pick)" -tp=2
`;

describe('inspect', () => {
  test('JSON has the documented shape', async () => {
    const { code, output } = await runCli(folderWith({ 'a/serve.sh': script }), ['inspect', 'a/serve.sh', '--format', 'json']);
    const { files } = JSON.parse(output);
    expect(code).toBe(0);
    expect(files).toMatchObject([
      {
        path: 'a/serve.sh',
        kind: 'shell',
        launches: [
          {
            engine: 'vllm',
            model: { text: '"$MODEL"', resolved: 'org/name' },
            line: 4,
            options: {
              tensorParallelSize: { value: 4, text: '4', span: { start: { line: 4, character: 43 }, end: { line: 4, character: 44 } } },
              maxModelLen: { value: null, text: null },
            },
          },
          { engine: 'vllm', model: { resolved: null }, line: 6, options: { tensorParallelSize: { value: 2, text: '2' } } },
        ],
      },
    ]);
    expect(Object.keys(files[0].launches[1].options)).not.toContain('maxModelLen');
  });

  test('device maps', async () => {
    const python = `from transformers import AutoModel
maps = {f"model.layers.{i}": i // 2 for i in range(4)}
model = AutoModel.from_pretrained("org/name", device_map=maps)
`;
    const folder = folderWith({ 'load.py': python });
    const { files } = JSON.parse((await runCli(folder, ['inspect', 'load.py', '--format', 'json'])).output);
    const deviceMap = { 'model.layers.0': 0, 'model.layers.1': 0, 'model.layers.2': 1, 'model.layers.3': 1 };
    expect(files).toMatchObject([{ launches: [], deviceMaps: [{ model: 'org/name', deviceMap, complete: true, line: 2 }] }]);
    const { output } = await runCli(folder, ['inspect', 'load.py']);
    expect(output).toBe('load.py:3: device map (python)\n  model: org/name\n  device_map: 2 modules on 0, 2 modules on 1\n');
  });

  test('text: a model that an option names is said once', async () => {
    const text = 'sglang serve --model-path org/name --tp 2\n';
    const { output } = await runCli(folderWith({ 'serve.sh': text }), ['inspect', 'serve.sh']);
    expect(output).toMatch(/^serve\.sh:1: SGLang .*\n {2}model: org\/name\n {2}tensorParallelSize: 2\n$/);
  });

  test('text', async () => {
    const { output } = await runCli(folderWith({ 'serve.sh': script }), ['inspect', 'serve.sh', '--engine-version', 'vllm=0.11']);
    const lines = output.split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'serve.sh:5: vLLM 0.11: vllm serve (shell)',
      '  model: org/name (from "$MODEL")',
      '  tensorParallelSize: 4',
    ]);
    expect(lines).toContain('  maxModelLen: unknown');
    expect(lines).toContain('  model: "$(pick)" (unknown)');
  });

  test('an engine without rules is listed, and nothing else is said of it', async () => {
    const folder = folderWith({ 'serve.sh': 'mlc_llm serve HF://org/name-MLC --overrides "tensor_parallel_shards=3"\n' });
    const { output } = await runCli(folder, ['inspect', 'serve.sh', '--format', 'json']);
    const [{ launches }] = JSON.parse(output).files;
    expect(launches).toMatchObject([
      { engine: 'mlc', engineVersion: null, model: { resolved: 'HF://org/name-MLC' }, options: { tensorParallelSize: { value: 3 } } },
    ]);
    const text = await runCli(folder, ['inspect', 'serve.sh']);
    expect(text.output).toMatch(/^serve\.sh:1: MLC LLM \(no rules\): mlc_llm serve \(shell\)\n/);
    const lint = await runCli(folder, ['lint', '.', '--format', 'json']);
    expect(JSON.parse(lint.output).summary).toMatchObject({ launches: 0, errors: 0, warnings: 0, information: 0 });
  });

  test('several files, in their order; what cannot be read says so', async () => {
    const folder = folderWith({ 'b.sh': script, 'a.sh': 'echo hello\n', 'c.json': '{}', 'd.sh': Buffer.from('vllm\0') });
    const { code, output } = await runCli(folder, ['inspect', 'b.sh', 'none.sh', 'a.sh', 'c.json', 'd.sh', '--format', 'json']);
    const { files } = JSON.parse(output) as { files: { path: string; launches: unknown[]; error?: string }[] };
    expect(code).toBe(2);
    expect(files.map(({ path, launches, error }) => [path, launches.length, error])).toEqual([
      ['b.sh', 2, undefined],
      ['none.sh', 0, 'no such file'],
      ['a.sh', 0, undefined],
      ['c.json', 0, undefined],
      ['d.sh', 0, 'is a binary file'],
    ]);
    expect((await runCli(folder, ['inspect', 'b.sh', 'd.sh'])).code).toBe(0);
  });

  test('a folder: the files with launches, each with the kind of document that it is', async () => {
    const folder = folderWith({
      'deploy/serve.sh': script,
      'deploy/plain.sh': 'echo vllm\n',
      'deploy/out/serve.sh': script,
      run: '#!/bin/sh\nls\n',
    });
    const { code, output } = await runCli(folder, ['inspect', 'deploy', '--format', 'json']);
    const { files } = JSON.parse(output) as { files: { path: string; kind: string; launches: unknown[] }[] };
    expect(code).toBe(0);
    expect(files.map(({ path, kind, launches }) => [path, kind, launches.length])).toEqual([
      ['deploy/out/serve.sh', 'shell', 2],
      ['deploy/serve.sh', 'shell', 2],
    ]);
  });
});
