import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Api } from '../../../../client/extension.ts';
import { test } from '../harness.ts';
import { diagnosticsOf, open, replace, until } from '../workspace.ts';

async function api(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>('shardlint.shardlint');
  assert.ok(extension, 'the extension is not installed');
  await until('activation', () => extension.isActive);
  return extension.exports;
}

test('a script and a config.json of something else start no server', async () => {
  const config = await open('config.json');
  const script = await open('deploy.sh');
  const { serverState } = await api();
  // A server would be starting within milliseconds; nothing says that none will.
  await wait(1000);
  assert.equal(serverState(), 'idle');
  for (const { uri } of [config, script]) await diagnosticsOf(uri, ({ length }) => length === 0);
});

test('a launch that is typed into the script starts it', async () => {
  const script = await open('deploy.sh');
  await replace(script, 'rsync', 'vllm serve facebook/opt-125m --tensor-parallel-size 0\nrsync');
  const { serverState } = await api();
  await until('a running server', () => serverState() === 'running');
  await diagnosticsOf(script.uri, ({ length }) => length > 0);
});

test('debug information says what was assumed, without a folder’s name', async () => {
  await open('deploy.sh');
  await vscode.commands.executeCommand('shardlint.copyDebugInformation');
  const text = await vscode.env.clipboard.readText();
  assert.match(text, /server running/);
  assert.match(text, /facebook\/opt-125m/);
  assert.ok(!text.includes('/tmp/'), text);
});
