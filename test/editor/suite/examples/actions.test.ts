import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, test } from '../harness.ts';
import { closeAll, diagnosticsOf, file, open, replace, until } from '../workspace.ts';

const script = 'qwen2-vl-72b-awq/serve.sh';
const config = 'qwen2-vl-72b-awq/Qwen2-VL-72B-AWQ/config.json';

/** Picks the first entry of the light-bulb menu at a text that starts with `title`, and does what it says. */
async function pick(document: vscode.TextDocument, at: string, title: string, kind = 'quickfix'): Promise<void> {
  const start = document.positionAt(document.getText().indexOf(at));
  const range = new vscode.Range(start, document.positionAt(document.getText().indexOf(at) + at.length));
  let offered: readonly string[] = [];
  // The editor drops an answer that a change of the document overtook, and asks again when the menu is opened again.
  const action = await eventually(
    () => `an action "${title}" among: ${offered.join(' | ')}`,
    async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
        kind,
      );
      offered = actions.map((one) => one.title);
      return actions.find((one) => one.title.startsWith(title));
    },
  );
  if (action.edit) assert.equal(await vscode.workspace.applyEdit(action.edit), true);
  if (action.command) await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
}

test('setting the size is a quick fix, and changes one number', async () => {
  const document = await open(script);
  const before = document.getText();
  await diagnosticsOf(document.uri, ({ length }) => length === 1);
  await pick(document, 'size 4', 'Set --tensor-parallel-size to 1');
  assert.equal(document.getText(), before.replace('size 4', 'size 1'));
  await diagnosticsOf(document.uri, ({ length }) => length === 0);
  await closeAll();
});

test('padding is a quick fix of the script that changes the config.json', async () => {
  const model = await open(config);
  const document = await open(script);
  const before = model.getText();
  await diagnosticsOf(document.uri, ({ length }) => length === 1);
  await pick(document, 'size 4', 'Pad intermediate_size to 29696');
  assert.equal(model.getText(), before.replace('29568', '29696'));
  await diagnosticsOf(document.uri, ({ length }) => length === 0);
  await closeAll();
});

test('a rule is disabled for a launch by a comment above it', async () => {
  const document = await open(script);
  const before = document.getText();
  await diagnosticsOf(document.uri, ({ length }) => length === 1);
  await pick(document, 'size 4', 'Disable quant-group for this line');
  const comment = '# shardlint: ignore[quant-group]\n';
  assert.equal(document.getText(), before.replace('VLLM_WORKER', `${comment}VLLM_WORKER`));
  await diagnosticsOf(document.uri, ({ length }) => length === 0);
  await closeAll();
});

test('a rule is disabled for a config.json in .shardlint.json, and the config.json stays as it is', async () => {
  const model = await open(config);
  const before = model.getText();
  const found = await diagnosticsOf(model.uri, (all) => all.some(({ range }) => model.getText(range) === '29568'));
  const others = found.filter(({ code }) => typeof code !== 'object' || code.value !== 'quant-group').length;
  await pick(model, '29568', 'Disable quant-group for this file');
  await diagnosticsOf(model.uri, ({ length }) => length === others);
  const settings = await vscode.workspace.openTextDocument(file('.shardlint.json'));
  const entry = `{ "rule": "quant-group", "files": "/${config}", "reason": "" }`;
  assert.equal(settings.getText(), `{\n  "suppressions": [\n    ${entry}\n  ]\n}\n`);
  assert.equal(settings.languageId, 'jsonc');
  assert.equal(model.getText(), before);
  await settings.save();
  await vscode.workspace.fs.delete(settings.uri);
  await diagnosticsOf(model.uri, ({ length }) => length > others);
  await closeAll();
});

test('fix all takes what is safe and leaves the size alone', async () => {
  const document = await open(script);
  await replace(document, '--max_num_seqs 16', '--gpu-memory-utilisation 0.9');
  const before = document.getText();
  await diagnosticsOf(document.uri, ({ length }) => length === 2);
  await vscode.commands.executeCommand('shardlint.fixAll');
  await until('the spelling to be mended', () => document.getText() !== before);
  assert.equal(document.getText(), before.replace('utilisation', 'utilization'));
  await closeAll();
});

test('a rule is explained inside the editor', async () => {
  const document = await open(script);
  await diagnosticsOf(document.uri, ({ length }) => length === 1);
  await pick(document, 'size 4', 'Explain quant-group');
  const tabs = (): readonly string[] => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
  await until('a tab with the page', () => tabs().some((label) => label.includes('quant-group')));
  const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('shardlint-rule:/quant-group.md'));
  assert.match(page.getText(), /quant-group/);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
});

test('after a restart of the server the squiggle comes back', async () => {
  const document = await open(script);
  await diagnosticsOf(document.uri, ({ length }) => length === 1);
  await Promise.all([1, 2, 3].map(() => vscode.commands.executeCommand('shardlint.restartServer')));
  await diagnosticsOf(document.uri, ({ length }) => length === 1);
  await replace(document, 'size 4', 'size 1');
  await diagnosticsOf(document.uri, ({ length }) => length === 0);
  await closeAll();
});
