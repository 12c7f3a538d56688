import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { test } from '../harness.ts';

test('a workspace without launches and models does not wake the extension', async () => {
  const files = await vscode.workspace.findFiles('**/*');
  assert.equal(files.length, 3);
  for (const file of files) await vscode.window.showTextDocument(file);
  // Activation follows a document's opening by milliseconds; nothing says that it did not happen.
  await wait(1500);
  assert.equal(vscode.extensions.getExtension('shardlint.shardlint')?.isActive, false);
});
