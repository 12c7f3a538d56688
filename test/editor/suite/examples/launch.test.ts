import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { test } from '../harness.ts';
import { autoFix, closeAll, diagnosticsOf, file, hoverText, open, quickFixes, replace } from '../workspace.ts';

const script = 'qwen2-vl-72b-awq/serve.sh';
const config = 'qwen2-vl-72b-awq/Qwen2-VL-72B-AWQ/config.json';

test('a script is squiggled when it is opened: on the value, with the rule and the way to the config.json', async () => {
  const document = await open(script);
  const [finding] = await diagnosticsOf(document.uri, ({ length }) => length === 1);
  assert.ok(finding);
  assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
  assert.equal(document.getText(finding.range), '4');
  assert.match(finding.message, /29568.*231.*4/s);
  assert.equal(finding.source, 'shardlint');
  assert.ok(typeof finding.code === 'object' && finding.code.value === 'quant-group');
  assert.ok(finding.relatedInformation?.some(({ location }) => location.uri.path === file(config).path));
});

test('typing changes the squiggle without saving', async () => {
  const document = await open(script);
  await replace(document, 'size 4', 'size 1');
  await diagnosticsOf(document.uri, ({ length }) => length === 0);
  await replace(document, 'size 1', 'size 2');
  await diagnosticsOf(document.uri, ({ length }) => length === 1);
  assert.equal(document.isDirty, true);
  await closeAll();
});

test('the hover says which sizes are valid', async () => {
  const document = await open(script);
  await diagnosticsOf(document.uri, ({ length }) => length === 1);
  const text = await hoverText(document, 'size 4', 'size '.length);
  assert.match(text.split('\n').find((line) => line.trim() !== '') ?? '', /\b1\b/);
  assert.match(text, /29568/);
});

test('the preferred fix sets the tensor-parallel size and nothing else', async () => {
  const document = await open(script);
  const before = document.getText();
  await diagnosticsOf(document.uri, ({ length }) => length === 1);
  await autoFix(document, 'size 4');
  assert.equal(document.getText(), before.replace('size 4', 'size 1'));
  await diagnosticsOf(document.uri, ({ length }) => length === 0);
  await closeAll();
});

test('the fix of a size that came through a variable edits the assignment', async () => {
  const document = await open('qwen2.5-7b/serve.sh');
  const before = document.getText();
  await diagnosticsOf(document.uri, ({ length }) => length > 0);
  await autoFix(document, 'ARGS[@]');
  assert.equal(document.getText(), before.replace('TP=8', 'TP=4'));
  await closeAll();
});

test('experts in FP8 blocks are offered a smaller size or expert parallelism, not padding', async () => {
  const document = await open('qwen3-235b-a22b-fp8/serve.sh');
  await diagnosticsOf(document.uri, (found) => found.some(({ severity }) => severity === vscode.DiagnosticSeverity.Error));
  const titles = await quickFixes(document, 'size 8');
  assert.ok(titles.includes('Set --tensor-parallel-size to 4'));
  assert.ok(titles.includes('Add --enable-expert-parallel'));
  assert.ok(!titles.some((title) => title.startsWith('Pad ')));
});

test('a config.json that is edited in one tab changes the diagnostics of the script in the other', async () => {
  const document = await open('qwen2-vl-72b/serve.sh');
  const model = await open('qwen2-vl-72b/Qwen2-VL-72B-Instruct/config.json');
  await replace(model, '"num_attention_heads": 64', '"num_attention_heads": 60');
  const [finding] = await diagnosticsOf(document.uri, (found) =>
    found.some(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
  );
  assert.match(finding?.message ?? '', /60/);
  await replace(model, '"num_attention_heads": 60', '"num_attention_heads": 64');
  await diagnosticsOf(document.uri, ({ length }) => length === 0);
  await closeAll();
});
