import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test } from '../harness.ts';
import { autoFix, closeAll, diagnosticsOf, file, hoverText, open } from '../workspace.ts';

for (const [name, written, after] of [
  ['deployment.yaml', '"8"', '"4"'],
  ['Dockerfile', '"8"', '"4"'],
] as const) {
  test(`${name}: a size is underlined and mended inside its quotes`, async () => {
    const document = await open(name);
    const [finding] = await diagnosticsOf(document.uri, ({ length }) => length === 1);
    assert.equal(finding && document.getText(finding.range), '8');
    const before = document.getText();
    await autoFix(document, '"8');
    assert.equal(document.getText(), before.replace(written, after));
    await diagnosticsOf(document.uri, ({ length }) => length === 0);
    await closeAll();
  });
}

test('a notebook: what an earlier cell says is known in a later one, and each cell has its own squiggles', async () => {
  const notebook = await vscode.workspace.openNotebookDocument(file('serve.ipynb'));
  await vscode.window.showNotebookDocument(notebook);
  const [, values, python, shell] = notebook.getCells();
  assert.ok(values && python && shell);
  const [inPython] = await diagnosticsOf(python.document.uri, ({ length }) => length === 1);
  assert.match(inPython?.message ?? '', /num_attention_heads 28 is not divisible by tensor_parallel_size 8/);
  const [inShell] = await diagnosticsOf(shell.document.uri, ({ length }) => length === 1);
  assert.equal(inShell && shell.document.getText(inShell.range), '8');
  const edit = new vscode.WorkspaceEdit();
  const at = values.document.getText().indexOf('8');
  edit.replace(values.document.uri, new vscode.Range(values.document.positionAt(at), values.document.positionAt(at + 1)), '4');
  assert.equal(await vscode.workspace.applyEdit(edit), true);
  await diagnosticsOf(python.document.uri, ({ length }) => length === 0);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
});

test('a device map that a function fills: what it lacks is underlined, shown by device, and added', async () => {
  const document = await open('load.py');
  const [finding] = await diagnosticsOf(document.uri, ({ length }) => length === 1);
  assert.match(finding?.message ?? '', /model\.rotary_emb/);
  const shown = await hoverText(document, 'split(2)', 1);
  assert.match(shown, /GPU 0.*layers 0-1/);
  assert.match(shown, /GPU 1.*layers 2-3/);
  await autoFix(document, 'device_map = {');
  assert.match(document.getText(), /"lm_head": num_gpus - 1,\n {8}"model\.rotary_emb": 0,\n {4}\}/);
  await diagnosticsOf(document.uri, ({ length }) => length === 0);
  await closeAll();
});
