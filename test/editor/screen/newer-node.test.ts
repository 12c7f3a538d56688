import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { editorHost } from '../host/install.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

test('the command line runs on the Node of the editor as well', async () => {
  const { node } = await editorHost();
  const args = [path.join(root, 'dist/cli.js'), 'lint', 'examples/qwen2-vl-72b-awq/serve.sh'];
  const { status, stdout, stderr } = spawnSync(node, args, { cwd: root, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(1);
  expect(stdout).toContain('29568');
});

test('and so do its threads', async () => {
  const { node } = await editorHost();
  const row = JSON.stringify({
    launch: 'vllm serve ./model -tp 3',
    config: { architectures: ['LlamaForCausalLM'], num_attention_heads: 40 },
  });
  const input = `${row}\n`.repeat(3000);
  const { status, stdout, stderr } = spawnSync(node, [path.join(root, 'dist/cli.js'), 'batch'], { cwd: root, encoding: 'utf8', input });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout.split('\n')).toHaveLength(3001);
});
