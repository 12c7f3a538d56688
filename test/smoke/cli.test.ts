import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const cli = path.resolve(import.meta.dirname, '../../dist/cli.js');
const config = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 4096,
  num_attention_heads: 32,
  num_key_value_heads: 8,
};

function row(id: number): string {
  return `${JSON.stringify({ id, launch: `vllm serve ./m -tp ${1 + (id % 4)}`, config, pad: 'x'.repeat(400) })}\n`;
}

/** A folder with one script that cannot start. */
function project(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'shardlint-smoke-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, 'serve.sh'), 'vllm serve ./m -tp four\n');
  return folder;
}

test('a large batch comes back complete and in order', () => {
  const count = 4000;
  const input = Array.from({ length: count }, (_, id) => row(id)).join('');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'batch'], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  const ids = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).id);
  expect([status, stderr]).toEqual([0, '']);
  expect(ids).toEqual(Array.from({ length: count }, (_, id) => id));
});

test('a row is answered before the next one is asked', async () => {
  const program = spawn(process.execPath, [cli, 'batch'], { stdio: ['pipe', 'pipe', 'inherit'] });
  for (const id of [1, 2, 3]) {
    program.stdin.write(row(id));
    const answer = await new Promise<string>((resolve) => program.stdout.once('data', (data) => resolve(String(data))));
    expect(JSON.parse(answer).id).toBe(id);
  }
  program.stdin.end();
  expect(await new Promise((resolve) => program.once('exit', resolve))).toBe(0);
});

test.each([['batch'], ['explain']])('%s leaves quietly when its reader does', async (command) => {
  const program = spawn(process.execPath, [cli, command], { stdio: ['pipe', 'pipe', 'pipe'] });
  let errors = '';
  program.stderr.on('data', (data) => {
    errors += data;
  });
  program.stdin.on('error', () => undefined);
  program.stdout.destroy();
  program.stdin.end(Array.from({ length: 2000 }, (_, id) => row(id)).join(''));
  expect(await new Promise((resolve) => program.once('exit', resolve))).toBe(0);
  expect(errors).toBe('');
});

test('Ctrl-C ends a batch without a trace', async () => {
  const program = spawn(process.execPath, [cli, 'batch'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let errors = '';
  program.stderr.on('data', (data) => {
    errors += data;
  });
  program.stdin.write(row(1));
  await new Promise((resolve) => program.stdout.once('data', resolve));
  program.kill('SIGINT');
  expect(await new Promise((resolve) => program.once('exit', resolve))).toBe(130);
  expect(errors).toBe('');
});

test.each<[environment: Readonly<Record<string, string>>, colours: boolean]>([
  [{}, false],
  [{ FORCE_COLOR: '1' }, true],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  [{ FORCE_COLOR: '0' }, false],
  [{ NO_COLOR: '1' }, false],
])('%j: colours %s in a pipe', (environment, colours) => {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...rest } = process.env;
  const { status, stdout } = spawnSync(process.execPath, [cli, 'lint', 'serve.sh'], {
    cwd: project(),
    encoding: 'utf8',
    env: { ...rest, ...environment },
  });
  expect([status, stdout.includes('\u001b[')]).toEqual([1, colours]);
});

test('standard input goes through the real process', () => {
  const { status, stdout } = spawnSync(process.execPath, [cli, 'lint', '-', '--stdin-filename', 'a.sh'], {
    cwd: project(),
    encoding: 'utf8',
    input: 'vllm serve ./m -tp four\n',
  });
  expect([status, stdout]).toEqual([1, expect.stringMatching(/^a\.sh:1:\d+: /)]);
});

test.runIf(process.platform === 'linux')('Ctrl-C ends a run with 130, and leaves no half line', async () => {
  const folder = project();
  for (let at = 0; at < 6000; at++) writeFileSync(path.join(folder, `${at}.sh`), `vllm serve org/m${at} -tp ${at} --no-such-option\n`);
  const program = spawn(process.execPath, [cli, 'lint', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  program.stdout.on('data', (data) => {
    output += data;
  });
  program.stderr.on('data', (data) => {
    output += data;
  });
  setTimeout(() => program.kill('SIGINT'), 1000);
  expect(await new Promise((resolve) => program.once('close', resolve))).toBe(130);
  expect(output === '' || output.endsWith('\n')).toBe(true);
});
