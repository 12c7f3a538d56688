import { readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { chunks, folderWith, runCli } from './run-cli.ts';

const config = JSON.stringify(
  {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_size: 5120,
    num_attention_heads: 40,
    num_key_value_heads: 40,
    num_hidden_layers: 40,
    intermediate_size: 12800,
    vocab_size: 32000,
  },
  null,
  2,
);
const project = { 'serve.sh': '#!/bin/bash\nvllm serve ./model --tensor-parallel-size 3\n', 'model/config.json': config };

const position = z.strictObject({ line: z.int(), character: z.int() });
const range = z.strictObject({ start: position, end: position });
const reportSchema = z.strictObject({
  files: z.array(
    z.strictObject({
      path: z.string(),
      launches: z.int(),
      findings: z.array(
        z.strictObject({
          rule: z.string(),
          severity: z.enum(['error', 'warning', 'information']),
          confidence: z.enum(['high', 'medium', 'low']),
          message: z.string(),
          span: range,
          engine: z.nullable(z.literal('vllm')),
          engineVersion: z.nullable(z.string()),
          model: z.nullable(z.string()),
          tensorParallelSize: z.nullable(z.int()),
          validTensorParallelSizes: z.nullable(z.array(z.int())),
          related: z.array(z.strictObject({ path: z.string(), span: range, message: z.string() })),
          fixes: z.array(
            z.strictObject({
              title: z.string(),
              safe: z.boolean(),
              caution: z.optional(z.string()),
              edits: z.array(z.strictObject({ path: z.string(), span: range, newText: z.string() })),
            }),
          ),
        }),
      ),
    }),
  ),
  summary: z.strictObject({
    files: z.int(),
    launches: z.int(),
    errors: z.int(),
    warnings: z.int(),
    information: z.int(),
    fixed: z.int(),
    leftOut: z.strictObject({ binary: z.int(), large: z.int(), unreadable: z.int() }),
  }),
});

async function json(folder: string, ...argv: readonly string[]) {
  const { code, output } = await runCli(folder, ['lint', '--format', 'json', ...argv]);
  return { code, ...reportSchema.parse(JSON.parse(output)) };
}

describe('lint', () => {
  test('text: the line with carets, the place in the model, the fix, a summary', async () => {
    const { code, output, errors } = await runCli(folderWith(project), ['lint', 'serve.sh']);
    expect([code, errors]).toEqual([1, '']);
    const [head, line, carets, note, fix] = output.split('\n');
    expect(head).toMatch(/^serve\.sh:2:43: error: num_attention_heads 40 .* \[attention-heads\]$/);
    expect(line).toBe(' 2 | vllm serve ./model --tensor-parallel-size 3');
    expect(carets).toBe('   |                                           ^');
    expect(note).toMatch(/^ {2}model\/config\.json:7:26: note: /);
    expect(fix).toMatch(/^ {2}fix: .*--tensor-parallel-size/);
    expect(output).toMatch(/\n\d+ errors? in 1 file \(1 launch\)\n$/);
  });

  test('JSON has the documented shape', async () => {
    const { code, files, summary } = await json(folderWith(project), 'serve.sh', 'model');
    expect(code).toBe(1);
    expect(files.map(({ path, launches }) => [path, launches])).toEqual([
      ['serve.sh', 1],
      ['model/config.json', 0],
    ]);
    expect(files[0]?.findings[0]).toMatchObject({
      rule: 'attention-heads',
      severity: 'error',
      span: { start: { line: 1, character: 42 }, end: { line: 1, character: 43 } },
      engine: 'vllm',
      model: './model',
      tensorParallelSize: 3,
      validTensorParallelSizes: [1, 2, 4, 5, 8, 10, 20, 40],
    });
    expect(summary).toMatchObject({ files: 2, launches: 1 });
    expect(summary.errors).toBeGreaterThan(0);
  });

  test('a folder: what no reader knows costs nothing and is not counted', async () => {
    const folder = folderWith({
      ...project,
      'deep/run.bash': 'vllm serve ../model -tp 4\n',
      'deep/start': '#!/usr/bin/env bash\nvllm serve ../model -tp 3\n',
      'other/config.json': '{"name": "eslint"}',
      'other/plain.sh': 'echo hello\n',
      'notes.txt': 'vllm serve ./model -tp 3\n',
      'big.sh': `vllm serve ./model -tp 3 # ${'x'.repeat(1_000_000)}\n`,
      'binary.sh': Buffer.from('vllm serve ./model -tp 3\0\0'),
      '.gitignore': 'ignored.sh\n',
      '.git/HEAD': '',
      'ignored.sh': 'vllm serve ./model -tp 3\n',
    });
    const { files, summary } = await json(folder);
    expect(files.map((file) => file.path)).toEqual(['deep/run.bash', 'deep/start', 'model/config.json', 'serve.sh']);
    expect(summary.leftOut).toEqual({ binary: 1, large: 1, unreadable: 0 });
    const { output } = await runCli(folder, ['lint']);
    expect(output).toContain('left out: 1 binary, 1 over 1 MB');
  });

  test('exit codes', async () => {
    const folder = folderWith({
      'good.sh': 'vllm serve ./model -tp 4\n',
      'bad.sh': 'vllm serve ./model -tp 3\n',
      'model/config.json': config,
      'strange/.shardlint.json': '{"suppressions": [{"rule": "kv-heads"}]}',
      'strange/good.sh': 'vllm serve ../model -tp 4\n',
    });
    const codes = await Promise.all(
      [
        ['good.sh'],
        ['bad.sh'],
        ['strange/good.sh'],
        ['strange/good.sh', '--strict'],
        ['strange/good.sh', '--strict', '--quiet'],
        ['none.sh'],
      ].map((argv) => runCli(folder, ['lint', ...argv])),
    );
    expect(codes.map(({ code }) => code)).toEqual([0, 1, 0, 1, 1, 2]);
  });

  test('a missing path is said, and the others are still linted', async () => {
    const { code, output, errors } = await runCli(folderWith(project), ['lint', 'none.sh', 'serve.sh']);
    expect([code, errors]).toEqual([2, 'shardlint: no such file or folder: none.sh\n']);
    expect(output).toContain('serve.sh:2:43: error:');
  });

  test('standard input stands for the path that is named', async () => {
    const folder = folderWith({ 'model/config.json': config });
    const argv = ['lint', '-', '--stdin-filename', 'deploy/serve.sh'];
    const { code, output } = await runCli(folder, argv, { input: chunks('vllm serve ../mo', Buffer.from('del -tp 3\n')) });
    expect([code, output.split('\n')[0]]).toEqual([1, expect.stringMatching(/^deploy\/serve\.sh:1:25: error: /)]);
  });

  test('an options file is linted with the launch that names it', async () => {
    const folder = folderWith({
      'serve.sh': 'vllm serve ./model --config config/opts.yaml\n',
      'config/opts.yaml': '# ranks\ntensor-parallel-size: 3\n',
      'config/other.yaml': 'tensor-parallel-size: 3\n',
      'model/config.json': config,
    });
    for (const paths of [['config'], ['config/opts.yaml']]) {
      const { files } = await json(folder, ...paths);
      expect(files.map(({ path }) => path)).toEqual(['config/opts.yaml']);
      expect(files[0]?.findings[0]).toMatchObject({ rule: 'attention-heads', span: { start: { line: 1, character: 22 } } });
    }
    const { code, output } = await runCli(folder, ['lint', '.']);
    const places = new Set(output.match(/^\S+(?=:\d+:\d+: error)/gm));
    expect([code, [...places]]).toEqual([1, ['config/opts.yaml', 'model/config.json', 'serve.sh']]);
    expect(output).toContain('serve.sh:1:29: error');
  });

  test('--quiet shows errors only', async () => {
    const folder = folderWith({ 'serve.sh': 'vllm serve ./nowhere -tp 4\n' });
    expect((await json(folder)).summary.information).toBe(1);
    expect((await json(folder, '--quiet')).summary.information).toBe(0);
  });

  test('flags and settings files decide together, flags first', async () => {
    const folder = folderWith({
      'serve.sh': 'vllm serve ./model -tp 4\n',
      'model/config.json': config,
      '.shardlint.json': '{"engineVersions": {"vllm": "0.10"}, "severity": {"model-not-found": "error"}}',
      'loose.json': '{"severity": {"model-not-found": "off"}}',
      'lost.sh': 'vllm serve ./nowhere -tp 4\n',
    });
    expect((await json(folder, 'lost.sh')).files[0]?.findings).toMatchObject([
      { rule: 'model-not-found', severity: 'error', engineVersion: '0.10' },
    ]);
    expect((await json(folder, 'lost.sh', '--engine-version', 'vllm=0.11')).files[0]?.findings).toMatchObject([{ engineVersion: '0.11' }]);
    expect((await json(folder, 'lost.sh', '--config', 'loose.json')).files[0]?.findings).toEqual([]);
  });

  test('a wrong settings file is told once, and its other fields count', async () => {
    const folder = folderWith({
      'a.sh': 'vllm serve ./no -tp 1\n',
      'b.sh': 'vllm serve ./no -tp 1\n',
      '.shardlint.json': '{"engin": "vllm", "severity": {"model-not-found": "off"}}',
    });
    const { code, files } = await json(folder, 'a.sh', 'b.sh');
    expect(code).toBe(1);
    expect(files.map(({ path, findings }) => [path, findings.map(({ rule }) => rule)])).toEqual([
      ['a.sh', []],
      ['b.sh', []],
      ['.shardlint.json', ['settings']],
    ]);
  });

  test('an entry of the settings that silences nothing is told where the whole folder was linted', async () => {
    const entries = [
      { rule: 'attention-heads', files: '*.sh', reason: 'a test of the launcher' },
      { rule: 'state-space', reason: 'nothing' },
    ];
    const folder = folderWith({ ...project, '.shardlint.json': JSON.stringify({ suppressions: entries }) });
    const whole = await json(folder, '.');
    expect(whole.files.find((file) => file.path === '.shardlint.json')?.findings.map(({ message }) => message)).toEqual([
      'this suppression of state-space silences nothing',
    ]);
    const script = whole.files.find((file) => file.path === 'serve.sh');
    expect(script?.findings.map(({ rule }) => rule)).not.toContain('attention-heads');
    expect((await json(folder, 'serve.sh')).files.map((file) => file.path)).toEqual(['serve.sh']);
  });

  test('nor is it where a launch could not be judged', async () => {
    const entries = [{ rule: 'state-space', reason: 'an old model' }];
    const unknown = 'vllm serve "$1" -tp 2\n';
    const folder = folderWith({ ...project, 'other.sh': unknown, '.shardlint.json': JSON.stringify({ suppressions: entries }) });
    const whole = await json(folder, '.');
    expect(whole.files.flatMap(({ findings }) => findings.map(({ rule }) => rule))).not.toContain('suppression-unused');
  });

  test('--fix applies what is safe, keeps line ends, and lints again', async () => {
    const before = '# shardlint: ignore[vocabulary]\r\nvllm serve ./model \\\r\n  -tp 4\r\n';
    const folder = folderWith({ 'serve.sh': before, 'model/config.json': config });
    const { code, files, summary } = await json(folder, 'serve.sh', '--fix');
    expect([code, files[0]?.findings, summary.fixed]).toEqual([0, [], 1]);
    expect(readFileSync(path.join(folder, 'serve.sh'), 'utf8')).toBe('vllm serve ./model \\\r\n  -tp 4\r\n');
    expect((await json(folder, 'serve.sh', '--fix')).summary.fixed).toBe(0);
  });

  test('--fix leaves sizes to a person', async () => {
    const folder = folderWith(project);
    expect((await json(folder, 'serve.sh', '--fix')).summary.fixed).toBe(0);
    expect(readFileSync(path.join(folder, 'serve.sh'), 'utf8')).toBe(project['serve.sh']);
  });

  test('control characters of a file do not reach the terminal', async () => {
    const folder = folderWith({ 'serve.sh': 'vllm serve ./\u001b[2Jmodel -tp 3 --tensor-paralel-size \u0007\n' });
    const { output } = await runCli(folder, ['lint', 'serve.sh']);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
    expect(output.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f]/);
  });

  test('a loop of symbolic links ends', async () => {
    const folder = folderWith(project);
    symlinkSync('..', path.join(folder, 'model', 'up'));
    expect((await json(folder)).files.map((file) => file.path)).toEqual(['model/config.json', 'serve.sh']);
  });
});
