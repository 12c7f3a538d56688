import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test } from '../harness.ts';
import { until } from '../workspace.ts';

test('the extension is there and active once a launch script is open', async () => {
  const extension = vscode.extensions.getExtension('shardlint.shardlint');
  assert.ok(extension, 'the extension is not installed');
  const [script] = await vscode.workspace.findFiles('**/*.sh', undefined, 1);
  assert.ok(script, 'the workspace has no script');
  await vscode.window.showTextDocument(script);
  await until('activation', () => extension.isActive);
});
