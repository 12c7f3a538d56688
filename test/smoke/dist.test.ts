import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../shared/lint/rules.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Runs a built program on this machine's own Node. */
function shardlint(...args: readonly string[]) {
  return spawnSync(process.execPath, [path.join(root, 'dist/cli.js'), ...args], { cwd: root, encoding: 'utf8' });
}

function severitiesIn(example: string): readonly string[] {
  const { stdout } = shardlint('lint', '--format', 'json', path.join('examples', example));
  const report: { files: { findings: { severity: string }[] }[] } = JSON.parse(stdout);
  return report.files.flatMap(({ findings }) => findings.map(({ severity }) => severity));
}

test('the command line explains itself', () => {
  const { status, stdout } = shardlint('--help');
  expect(status).toBe(0);
  for (const command of ['lint', 'plan', 'inspect', 'batch', 'explain']) expect(stdout).toContain(command);
});

test.each([
  ['qwen2-vl-72b-awq/serve.sh', 1],
  ['qwen2-vl-72b-awq/serve-from-hub.sh', 0],
  ['qwen2-vl-72b/serve.sh', 0],
  ['llama-2-13b/serve.sh', 1],
  ['phi-3-medium/serve.sh', 1],
  ['qwen2.5-7b/serve.sh', 1],
  ['qwen3-235b-a22b-fp8/serve.sh', 1],
  ['qwen3-235b-a22b-fp8/serve-expert-parallel.sh', 0],
  ['llama-3.1-70b-docker/run.sh', 0],
  ['sglang/serve.sh', 1],
  ['sglang/serve-expert-parallel.sh', 0],
  ['lmdeploy/serve.sh', 0],
  ['tensorrt-llm/serve.sh', 1],
  ['tgi/run.sh', 1],
  ['compose/compose.yaml', 1],
  ['kubernetes/deployment.yaml', 1],
])('examples/%s ends with %i', (example, status) => {
  expect(shardlint('lint', path.join('examples', example)).status).toBe(status);
  expect(severitiesIn(example).includes('error')).toBe(status === 1);
});

function titlesOfFixes(example: string): readonly string[] {
  const { stdout } = shardlint('lint', '--format', 'json', path.join('examples', example));
  const report: { files: { findings: { severity: string; fixes: { title: string }[] }[] }[] } = JSON.parse(stdout);
  return report.files.flatMap(({ findings }) =>
    findings.filter(({ severity }) => severity === 'error').flatMap(({ fixes }) => fixes.map(({ title }) => title)),
  );
}

test('the fp8 experts have a fix that is not padding', () => {
  const titles = titlesOfFixes('qwen3-235b-a22b-fp8/serve.sh');
  expect(titles.some((title) => title.includes('4'))).toBe(true);
  expect(titles.some((title) => /expert/i.test(title))).toBe(true);
  expect(titles.some((title) => /\bpad\b/i.test(title))).toBe(false);
});

test('on SGLang the fp8 experts are offered the pair of sizes', () => {
  expect(titlesOfFixes('sglang/serve.sh')).toContain('Set --ep to 2 (--tp 8 --ep 2)');
});

test('every rule has its page in dist/rules.json', () => {
  const pages: Record<string, string> = JSON.parse(readFileSync(path.join(root, 'dist/rules.json'), 'utf8'));
  expect(Object.keys(pages).sort()).toEqual(rules.map(({ id }) => id).sort());
});

test('the language server answers initialize', async () => {
  const server = spawn(process.execPath, [path.join(root, 'dist/server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const request = { jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: {} } };
    const body = JSON.stringify(request);
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    const answer = await firstMessage(server.stdout);
    expect(answer).toMatchObject({ id: 1, result: { capabilities: { hoverProvider: expect.anything() } } });
  } finally {
    server.kill();
  }
});

async function firstMessage(stream: AsyncIterable<Buffer>): Promise<unknown> {
  let text = '';
  for await (const chunk of stream) {
    text += chunk.toString('utf8');
    const head = /^(?:.*\r\n)*?Content-Length: (\d+)\r\n(?:.*\r\n)*?\r\n/.exec(text);
    if (head && text.length >= head[0].length + Number(head[1]))
      return JSON.parse(text.slice(head[0].length, head[0].length + Number(head[1])));
  }
  throw new Error(`the server ended after: ${text}`);
}
