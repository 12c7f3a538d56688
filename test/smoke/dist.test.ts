import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
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

const packed = /^(?:server\.js|protocol\.cjs|rules\.json|chunk-.*\.js)$/;

/** A folder with the language server, as the package holds it, and nothing else. */
function serverElsewhere(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'shardlint-server-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const dist = path.join(root, 'dist');
  for (const name of readdirSync(dist).filter((name) => packed.test(name))) copyFileSync(path.join(dist, name), path.join(folder, name));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  return folder;
}

const textDocument = {
  uri: 'file:///w/serve.sh',
  languageId: 'shellscript',
  version: 1,
  text: 'vllm serve Qwen/Qwen2.5-7B-Instruct -tp 8\n',
};
const opening = [
  { id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: {} } },
  { method: 'initialized', params: {} },
  { method: 'textDocument/didOpen', params: { textDocument } },
  { id: 2, method: 'textDocument/hover', params: { textDocument, position: { line: 0, character: 40 } } },
];

/** What the server in `folder` says to an editor that opens a script at once. */
async function saidBy(folder: string, count: number): Promise<readonly unknown[]> {
  const server = spawn(process.execPath, [path.join(folder, 'server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    server.stdin.write(opening.map(framed).join(''));
    return await messagesOf(server.stdout, count);
  } finally {
    server.kill();
  }
}

test('the language server alone answers what is asked before it has loaded the linter', async () => {
  const said = await saidBy(serverElsewhere(), 3);
  expect(said).toContainEqual(expect.objectContaining({ id: 1, result: expect.objectContaining({ capabilities: expect.anything() }) }));
  expect(said).toContainEqual(expect.objectContaining({ method: 'textDocument/publishDiagnostics', params: publishes('attention-heads') }));
  expect(said).toContainEqual(expect.objectContaining({ id: 2, result: { contents: expect.anything(), range: expect.anything() } }));
});

test('a language server without its linter says so', async () => {
  const folder = serverElsewhere();
  for (const name of readdirSync(folder).filter((name) => name.startsWith('chunk-') && statSync(path.join(folder, name)).size > 500_000))
    rmSync(path.join(folder, name));
  const said = await saidBy(folder, 3);
  const message = expect.stringContaining('shardlint cannot check anything');
  expect(said).toContainEqual(expect.objectContaining({ method: 'window/showMessage', params: { type: 1, message } }));
  expect(said).toContainEqual(expect.objectContaining({ id: 2, error: expect.anything() }));
});

function publishes(rule: string) {
  return expect.objectContaining({ diagnostics: [expect.objectContaining({ code: rule })] });
}

function framed(message: object): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** So many messages, apart from what goes into the log. */
async function messagesOf(stream: AsyncIterable<Buffer>, count: number): Promise<readonly unknown[]> {
  const messages: unknown[] = [];
  let bytes = Buffer.alloc(0);
  for await (const chunk of stream) {
    bytes = Buffer.concat([bytes, chunk]);
    for (let end = endOfMessage(bytes); end <= bytes.length; end = endOfMessage(bytes)) {
      const message: { method?: string } = JSON.parse(bytes.toString('utf8', bytes.indexOf('\r\n\r\n') + 4, end));
      bytes = bytes.subarray(end);
      if (message.method !== 'window/logMessage') messages.push(message);
    }
    if (messages.length >= count) return messages;
  }
  throw new Error(`the server ended after: ${JSON.stringify(messages)}`);
}

function endOfMessage(bytes: Buffer): number {
  const length = /^Content-Length: (\d+)\r\n\r\n/.exec(bytes.toString('latin1', 0, 100));
  return length ? length[0].length + Number(length[1]) : Number.POSITIVE_INFINITY;
}
