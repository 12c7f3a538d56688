import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Api } from '../../../../client/extension.ts';
import { test } from '../harness.ts';
import { until } from '../workspace.ts';

test('settings alone do not wake the extension, and what merely could hold a launch starts no server', async () => {
  const files = await vscode.workspace.findFiles('**/*');
  assert.equal(files.length, 3);
  const extension = vscode.extensions.getExtension<Api>('shardlint.shardlint');
  for (const file of files.filter(({ path }) => path.endsWith('.json'))) await vscode.window.showTextDocument(file);
  // Activation follows a document's opening by milliseconds; nothing says that it did not happen.
  await wait(1500);
  assert.equal(extension?.isActive, false);
  for (const file of files) await vscode.window.showTextDocument(file);
  await until('activation', () => extension?.isActive === true);
  await wait(1000);
  assert.equal(extension?.exports.serverState(), 'idle');
});
