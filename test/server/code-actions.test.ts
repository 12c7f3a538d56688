import { afterEach, expect, test } from 'vitest';
import { closeEditors, fullCapabilities, startEditor } from './editor.ts';
import { llama13b, qwen2Vl72bAwq } from './models.ts';

afterEach(closeEditors);

const script = '#!/bin/bash\n# first\nTP=3 # ranks\nvllm serve ./llama \\\n  --tensor-parallel-size $TP\n';
const files = { 'serve.sh': script, 'llama/config.json': llama13b };
const withRules = { options: { explainCommand: 'shardlint.explainRule' } };

test('the preferred fix comes first and edits the assignment that the value came from, and nothing else', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  const [first] = await editor.actions('serve.sh', '$TP');
  expect(first).toMatchObject({ isPreferred: true, kind: 'quickfix', edit: { documentChanges: [{ textDocument: { version: 1 } }] } });
  expect(first?.title).toMatch(/^Set --tensor-parallel-size to [24]$/);
  await editor.apply(first?.edit);
  const size = first?.title.at(-1);
  expect(editor.text('serve.sh')).toBe(script.replace('TP=3', `TP=${size}`));
  expect(await editor.diagnostics('serve.sh')).toEqual([]);
});

test('where a value is set that the command only refers to, the finding says so and the same actions are offered', async () => {
  const text = 'ARGS=(--port 1)\nARGS+=(--tensor-parallel-size 3)\nvllm serve ./llama "${ARGS[@]}"\n';
  const editor = await startEditor({ files: { ...files, 'serve.sh': text }, capabilities: fullCapabilities });
  await editor.open('serve.sh');
  const [diagnostic] = await editor.diagnostics('serve.sh');
  expect(diagnostic?.range).toEqual(editor.rangeOf('serve.sh', '${ARGS[@]}'));
  const location = { uri: editor.uri('serve.sh'), range: editor.rangeOf('serve.sh', '3') };
  expect(diagnostic?.relatedInformation?.[0]).toEqual({ location, message: 'the value 3 is set here' });
  const atCommand = await editor.actions('serve.sh', '${ARGS[@]}');
  expect(atCommand.length).toBeGreaterThan(2);
  expect(await editor.actions('serve.sh', '3')).toEqual(atCommand);
  expect(await editor.actions('serve.sh', '--port')).toEqual([]);
});

test('a rule is disabled for a command by a comment above it', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  const before = await editor.diagnostics('serve.sh');
  const action = (await editor.actions('serve.sh', '$TP')).find(({ title }) => title === 'Disable attention-heads for this line');
  await editor.apply(action?.edit);
  expect(editor.text('serve.sh')).toBe(script.replace('vllm serve', '# shardlint: ignore[attention-heads]\nvllm serve'));
  const after = await editor.diagnostics('serve.sh');
  expect(after.map(({ code }) => code)).toEqual(before.map(({ code }) => code).filter((code) => code !== 'attention-heads'));
});

test('a comment keeps the indentation and the line ends of its document', async () => {
  const text = 'if true; then\r\n\tvllm serve ./llama -tp 3\r\nfi\r\n';
  const editor = await startEditor({ files: { ...files, 'serve.sh': text } });
  await editor.open('serve.sh');
  const action = (await editor.actions('serve.sh', '-tp 3')).find(({ title }) => title === 'Disable attention-heads for this line');
  await editor.apply(action?.edit);
  expect(editor.text('serve.sh')).toBe(text.replace('\tvllm', '\t# shardlint: ignore[attention-heads]\r\n\tvllm'));
});

test('a rule is disabled for a script below its first line', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  const action = (await editor.actions('serve.sh', '$TP')).find(({ title }) => title === 'Disable attention-heads for this file');
  await editor.apply(action?.edit);
  expect(editor.text('serve.sh')).toBe(script.replace('# first', '# shardlint: ignore-file[attention-heads]\n# first'));
  expect((await editor.diagnostics('serve.sh')).map(({ code }) => code)).not.toContain('attention-heads');
});

const qwen = { 'serve.sh': 'vllm serve ./qwen --tensor-parallel-size 4\n', 'qwen/config.json': qwen2Vl72bAwq };

test('what padding the config alone does not do is shown once the edit is made, by clients that can', async () => {
  const padding = async (options: object) => {
    const editor = await startEditor({ files: qwen, options });
    await editor.open('serve.sh');
    return (await editor.actions('serve.sh', '4')).find(({ title }) => title.startsWith('Pad intermediate_size to 29696'));
  };
  const command = { command: 'client.tell', arguments: [expect.stringMatching(/^The weights must be padded as well: .*loading fails/)] };
  expect(await padding({ cautionCommand: 'client.tell' })).toMatchObject({ command });
  expect(await padding({})).not.toHaveProperty('command');
});

test('nothing is inserted into JSON: a new .shardlint.json takes the suppression', async () => {
  const editor = await startEditor({ files: qwen });
  await editor.open('qwen/config.json');
  const actions = await editor.actions('qwen/config.json', '29568');
  expect(actions.map(({ title }) => title).filter((title) => title.endsWith('for this line'))).toEqual([]);
  const action = actions.find(({ title }) => /^Disable [\w-]+ for this file$/.test(title));
  const rule = action?.title.split(' ')[1];
  const uri = editor.uri('.shardlint.json');
  const text = `{\n  "suppressions": [\n    { "rule": "${rule}", "files": "/qwen/config.json", "reason": "" }\n  ]\n}\n`;
  const start = { line: 0, character: 0 };
  expect(action?.edit).toEqual({
    documentChanges: [
      { kind: 'create', uri, options: { ignoreIfExists: true } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
    ],
  });
  await editor.open('.shardlint.json', text);
  expect((await editor.diagnostics('qwen/config.json')).map(({ code }) => code)).not.toContain(rule);
  expect(editor.text('qwen/config.json')).toBe(qwen2Vl72bAwq);
});

test('an existing .shardlint.json keeps its comments, its order and its indentation', async () => {
  const settings =
    '{\n    // for the lab\n    "engine": "vllm",\n    "suppressions": [\n        { "rule": "power-of-two", "reason": "known" }, // old\n    ],\n}\n';
  const editor = await startEditor({ files: { ...qwen, '.shardlint.json': settings } });
  await editor.open('qwen/config.json');
  await editor.open('.shardlint.json');
  const action = (await editor.actions('qwen/config.json', '29568')).find(({ title }) => /for the whole project$/.test(title));
  const rule = action?.title.split(' ')[1];
  await editor.apply(action?.edit);
  const added = `        { "rule": "${rule}", "reason": "" },\n`;
  expect(editor.text('.shardlint.json')).toBe(settings.replace('// old\n', `// old\n${added}`));
  expect((await editor.diagnostics('qwen/config.json')).map(({ code }) => code)).not.toContain(rule);
});

test('a client that cannot create files is not offered one', async () => {
  const capabilities = { ...fullCapabilities, workspace: { ...fullCapabilities.workspace, workspaceEdit: { documentChanges: true } } };
  const editor = await startEditor({ files: qwen, capabilities });
  await editor.open('qwen/config.json');
  const titles = (await editor.actions('qwen/config.json', '29568')).map(({ title }) => title);
  expect(titles.filter((title) => title.startsWith('Disable'))).toEqual([]);
});

test('padding edits the config.json from the script as well', async () => {
  const editor = await startEditor({ files: qwen });
  await editor.open('serve.sh');
  await editor.open('qwen/config.json');
  const pad = (await editor.actions('serve.sh', '4')).find(({ title }) => title.startsWith('Pad intermediate_size to 29696'));
  await editor.apply(pad?.edit);
  expect(editor.text('qwen/config.json')).toBe(qwen2Vl72bAwq.replace('29568', '29696'));
  expect((await editor.diagnostics('serve.sh')).filter(({ severity }) => severity === 1)).toEqual([]);
});

test('fix all takes safe fixes only, and only when it is asked for', async () => {
  const text = 'vllm serve ./llama --tensor-parallel-size 3 --gpu-memory-utilisation 0.9\n';
  const editor = await startEditor({ files: { ...files, 'serve.sh': text } });
  await editor.open('serve.sh');
  const unasked = await editor.actions('serve.sh', 'vllm');
  expect(unasked.filter(({ kind }) => kind?.startsWith('source'))).toEqual([]);
  const [all] = await editor.actions('serve.sh', 'vllm', ['source.fixAll']);
  expect(all?.kind).toBe('source.fixAll.shardlint');
  await editor.apply(all?.edit);
  expect(editor.text('serve.sh')).toBe(text.replace('utilisation', 'utilization'));
  expect(await editor.actions('serve.sh', 'vllm', ['source.fixAll.shardlint'])).toEqual([]);
});

test('inside quoted code, where no comment is heard, none is offered for the line', async () => {
  const text = 'ssh gpu "cd /srv\nvllm serve /w/llama -tp 3"\n';
  const editor = await startEditor({ files });
  const here = text.replace('/w/llama', `${editor.folder}/llama`);
  await editor.open('serve.sh', here);
  const titles = (await editor.actions('serve.sh', '3"')).map(({ title }) => title);
  expect(titles).toContain('Disable attention-heads for this file');
  for (const title of titles.filter((one) => one.endsWith('for this line'))) {
    const action = (await editor.actions('serve.sh', '3"')).find((one) => one.title === title);
    const rule = title.split(' ')[1];
    await editor.apply(action?.edit);
    expect((await editor.diagnostics('serve.sh')).map(({ code }) => code)).not.toContain(rule);
    await editor.open('serve.sh', here);
  }
});

test('with everything selected, the fixes of the first findings are offered', async () => {
  const text = 'vllm serve ./llama -tp 3\n'.repeat(100);
  const editor = await startEditor({ files: { ...files, 'serve.sh': text } });
  await editor.open('serve.sh');
  const found = (await editor.actions('serve.sh', text)).flatMap(({ diagnostics }) => diagnostics ?? []);
  const lines = new Set(found.map(({ range }) => range.start.line));
  expect(lines.size).toBeGreaterThan(5);
  expect(lines.size).toBeLessThanOrEqual(20);
});

test('a rule is explained where the client has a command for it', async () => {
  const editor = await startEditor({ files, ...withRules });
  await editor.open('serve.sh');
  const explain = (await editor.actions('serve.sh', '$TP')).find(({ title }) => title === 'Explain attention-heads');
  expect(explain?.command).toMatchObject({ command: 'shardlint.explainRule', arguments: ['attention-heads'] });
});

test('edits for a client without versions are plain changes', async () => {
  const editor = await startEditor({ files, capabilities: { textDocument: { diagnostic: {} } } });
  await editor.open('serve.sh');
  const [first] = await editor.actions('serve.sh', '$TP');
  expect(Object.keys(first?.edit?.changes ?? {})).toEqual([editor.uri('serve.sh')]);
});
