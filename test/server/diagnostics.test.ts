import { afterEach, expect, test } from 'vitest';
import { CancellationTokenSource, type Diagnostic } from 'vscode-languageserver/node';
import { statusRequest } from '../../shared/protocol.ts';
import { closeEditors, eventually, fullCapabilities, pushCapabilities, startEditor } from './editor.ts';
import { llama13b, qwen2Vl72bAwq } from './models.ts';

afterEach(closeEditors);

const script = 'vllm serve ./llama --tensor-parallel-size 3\n';
const files = { 'serve.sh': script, 'llama/config.json': llama13b };

test('a size that does not divide the heads is underlined, with a link to its rule and to the field', async () => {
  const editor = await startEditor({ files, options: { ruleLink: 'vscode://shardlint.shardlint/rule/{rule}' } });
  await editor.open('serve.sh');
  const [first] = (await editor.diagnostics('serve.sh')).filter(({ code }) => code === 'attention-heads');
  expect(first).toMatchObject({
    severity: 1,
    source: 'shardlint',
    range: editor.rangeOf('serve.sh', '3'),
    codeDescription: { href: 'vscode://shardlint.shardlint/rule/attention-heads' },
  });
  expect(first?.message).toContain('40');
  expect(first?.relatedInformation?.map(({ location }) => location.uri)).toContain(editor.uri('llama/config.json'));
  const related = first?.relatedInformation?.find(({ location }) => location.uri === editor.uri('llama/config.json'));
  await editor.open('llama/config.json');
  expect(related?.location.range).toEqual(editor.rangeOf('llama/config.json', '40'));
});

test('without a place for rule pages, codes are no links', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  const [first] = await editor.diagnostics('serve.sh');
  expect(first?.code).toBeDefined();
  expect(first?.codeDescription).toBeUndefined();
});

test('the field of the config.json that a script breaks is underlined as well, and leads back to the flag', async () => {
  const files = { 'serve.sh': 'vllm serve ./qwen --tensor-parallel-size 4\n', 'qwen/config.json': qwen2Vl72bAwq };
  const editor = await startEditor({ files });
  await editor.open('qwen/config.json');
  const errors = (await editor.diagnostics('qwen/config.json')).filter(({ severity }) => severity === 1);
  expect(errors.map(({ range }) => range)).toContainEqual(editor.rangeOf('qwen/config.json', '29568'));
  const places = errors.flatMap(({ relatedInformation }) => relatedInformation ?? []);
  expect(places.map(({ location }) => location.uri)).toContain(editor.uri('serve.sh'));
});

test('diagnostics follow what is typed, without saving', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  await editor.type('serve.sh', 'size 3', 'size 4');
  expect(await editor.diagnostics('serve.sh')).toEqual([]);
  await editor.type('serve.sh', 'size 4', 'size 7');
  expect((await editor.diagnostics('serve.sh')).map(({ severity }) => severity)).toContain(1);
});

test('what has not changed is not sent again', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  const first = await editor.pull('serve.sh');
  expect(await editor.pull('serve.sh', first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
  await editor.type('serve.sh', 'size 3', 'size 4');
  expect((await editor.pull('serve.sh', first.resultId)).kind).toBe('full');
});

test('an unsaved edit of the config.json changes the diagnostics of the script, and the editor is asked to look again', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  await editor.open('llama/config.json');
  expect(await editor.diagnostics('serve.sh')).not.toEqual([]);
  await editor.type('llama/config.json', '"num_attention_heads": 40', '"num_attention_heads": 48');
  await editor.type('llama/config.json', '"num_key_value_heads": 40', '"num_key_value_heads": 48');
  await eventually('a refresh', () => editor.refreshes() || undefined);
  const codes = (await editor.diagnostics('serve.sh')).map(({ code }) => code);
  expect(codes).not.toContain('attention-heads');
});

test('a value in the options file that a script names is underlined there, as it is typed', async () => {
  const files = {
    'serve.sh': 'vllm serve ./llama --config opts.yaml\n',
    'opts.yaml': 'tensor-parallel-size: 4\n',
    'llama/config.json': llama13b,
  };
  const editor = await startEditor({ files });
  await editor.open('opts.yaml');
  expect(await editor.diagnostics('opts.yaml')).toEqual([]);
  await editor.type('opts.yaml', '4', '3');
  const [first] = await editor.diagnostics('opts.yaml');
  expect(first).toMatchObject({ severity: 1, range: editor.rangeOf('opts.yaml', '3') });
  expect(first?.relatedInformation?.map(({ location }) => location.uri)).toContain(editor.uri('serve.sh'));
  await editor.open('serve.sh');
  expect((await editor.diagnostics('serve.sh')).map(({ range }) => range)).toContainEqual(editor.rangeOf('serve.sh', 'opts.yaml'));
});

test('an edit of a script changes the diagnostics of the config.json', async () => {
  const editor = await startEditor({ files: { 'serve.sh': 'vllm serve ./qwen -tp 1\n', 'qwen/config.json': qwen2Vl72bAwq } });
  await editor.open('qwen/config.json');
  await editor.open('serve.sh');
  const before = await editor.diagnostics('qwen/config.json');
  expect(before.filter(({ severity }) => severity === 1)).toEqual([]);
  await editor.type('serve.sh', '-tp 1', '-tp 4');
  await eventually('a refresh', () => editor.refreshes() || undefined);
  const after = await editor.diagnostics('qwen/config.json');
  expect(after.filter(({ severity }) => severity === 1)).not.toEqual([]);
});

test('an edit that changes nothing elsewhere asks for nothing', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  await editor.open('llama/config.json');
  await editor.diagnostics('serve.sh');
  await editor.type('llama/config.json', '"torch_dtype": "float16"', '"torch_dtype": "bfloat16"');
  await editor.diagnostics('llama/config.json');
  await editor.diagnostics('serve.sh');
  expect(editor.refreshes()).toBe(0);
});

test('a file changed on disk counts once the editor tells of it', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  expect((await editor.diagnostics('serve.sh')).map(({ code }) => code)).toContain('attention-heads');
  editor.save('llama/config.json', llama13b.replaceAll('40', '48'));
  await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: editor.uri('llama/config.json'), type: 2 }],
  });
  await eventually('a refresh', () => editor.refreshes() || undefined);
  expect((await editor.diagnostics('serve.sh')).map(({ code }) => code)).not.toContain('attention-heads');
});

test('a model that appears later is found', async () => {
  const editor = await startEditor({ files: { 'serve.sh': script } });
  await editor.open('serve.sh');
  expect((await editor.diagnostics('serve.sh')).filter(({ severity }) => severity === 1)).toEqual([]);
  editor.save('llama/config.json', llama13b);
  await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: editor.uri('llama/config.json'), type: 1 }],
  });
  await eventually('a refresh', () => editor.refreshes() || undefined);
  expect((await editor.diagnostics('serve.sh')).map(({ code }) => code)).toContain('attention-heads');
});

test('a config.json that is no model’s is never touched', async () => {
  const editor = await startEditor({ files: { 'config.json': '{ "port": 8080, "tensor_parallel_size": 3 }\n' } });
  await editor.open('config.json');
  expect(await editor.diagnostics('config.json')).toEqual([]);
  expect(await editor.actions('config.json', 'port')).toEqual([]);
  expect(
    await editor.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: editor.uri('config.json') },
      position: { line: 0, character: 3 },
    }),
  ).toBeNull();
});

test('an unknown model is at most one piece of information', async () => {
  const editor = await startEditor({ files: { 'serve.sh': 'vllm serve nobody/has-this-model-7 --tensor-parallel-size 3\n' } });
  await editor.open('serve.sh');
  const found = await editor.diagnostics('serve.sh');
  expect(found.filter(({ severity }) => severity !== 3)).toEqual([]);
  expect(found.length).toBeLessThanOrEqual(1);
});

test('settings of the editor count, and a change of them is seen at once', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  expect((await editor.diagnostics('serve.sh')).map(({ severity }) => severity)).toContain(1);
  editor.setSettings({ severity: { 'attention-heads': 'information' } });
  await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  await eventually('a refresh', () => editor.refreshes() || undefined);
  const heads = (await editor.diagnostics('serve.sh')).find(({ code }) => code === 'attention-heads');
  expect(heads?.severity).toBe(3);
});

test('shardlint.enable switches everything off', async () => {
  const editor = await startEditor({ files, settings: { enable: false } });
  await editor.open('serve.sh');
  expect(await editor.diagnostics('serve.sh')).toEqual([]);
  expect(await editor.connection.sendRequest(statusRequest, { uri: editor.uri('serve.sh') })).toMatchObject({ skipped: 'disabled' });
});

test('a .shardlint.json that is being edited counts, and is checked itself', async () => {
  const editor = await startEditor({ files: { ...files, '.shardlint.json': '{ "severity": {} }\n' } });
  await editor.open('serve.sh');
  expect(await editor.diagnostics('serve.sh')).not.toEqual([]);
  await editor.open('.shardlint.json');
  expect(await editor.diagnostics('.shardlint.json')).toEqual([]);
  await editor.type(
    '.shardlint.json',
    '{}',
    '{ "attention-heads": "off", "vocabulary": "off", "mlp-width": "off", "kv-heads": "off", "power-of-two": "off" }',
  );
  await eventually('a refresh', () => editor.refreshes() || undefined);
  expect(await editor.diagnostics('serve.sh')).toEqual([]);
  await editor.type('.shardlint.json', '"mlp-width"', '"mlp-widht"');
  expect((await editor.diagnostics('.shardlint.json')).map(({ code }) => code)).toEqual(['settings']);
});

test('what the schema of the settings says in the editor is not said twice', async () => {
  const settings = '{ "engine": "vlm", "suppressions": [{ "rule": "power-of-two", "reason": "" }] }\n';
  const both = await startEditor({ files: { '.shardlint.json': settings } });
  await both.open('.shardlint.json');
  expect((await both.diagnostics('.shardlint.json')).map(({ severity }) => severity)).toEqual([1, 2]);
  const own = await startEditor({ files: { '.shardlint.json': settings }, options: { checksSettings: true } });
  await own.open('.shardlint.json');
  expect((await own.diagnostics('.shardlint.json')).map(({ severity }) => severity)).toEqual([2]);
});

test('a burst of edits ends with the diagnostics of the last', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  const answers: Promise<unknown>[] = [];
  for (const size of [3, 4, 7, 8, 5, 6, 2, 9]) {
    const shown = editor.text('serve.sh').match(/size (\d)/)?.[1];
    await editor.type('serve.sh', `size ${shown}`, `size ${size}`);
    answers.push(editor.pull('serve.sh'));
  }
  await Promise.all(answers);
  const heads = (await editor.diagnostics('serve.sh')).find(({ code }) => code === 'attention-heads');
  expect(heads?.message).toContain('9');
});

test('one document that makes trouble leaves the others alone', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  const uri = 'file:///%E0%A4%A'; // not a URI
  await editor.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'shellscript', version: 1, text: script },
  });
  await editor.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } }).catch(() => undefined);
  expect(await editor.diagnostics('serve.sh')).not.toEqual([]);
});

test('a client that does not pull is told, of the document and of those that depend on it', async () => {
  const editor = await startEditor({ files, capabilities: pushCapabilities });
  expect(editor.initialized.capabilities.diagnosticProvider).toBeUndefined();
  await editor.open('serve.sh');
  await eventually('diagnostics', () => editor.published('serve.sh')?.length || undefined);
  await editor.open('llama/config.json');
  await editor.type('llama/config.json', '"num_attention_heads": 40', '"num_attention_heads": 48');
  await editor.type('llama/config.json', '"num_key_value_heads": 40', '"num_key_value_heads": 48');
  await eventually('no heads', () => !editor.published('serve.sh')?.some(({ code }) => code === 'attention-heads') || undefined);
  await editor.close('serve.sh');
  await eventually('nothing', () => editor.published('serve.sh')?.length === 0 || undefined);
});

test('a client that pulls is told nothing on top', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  await editor.diagnostics('serve.sh');
  expect(editor.published('serve.sh')).toBeUndefined();
});

test('a cancelled request is answered as cancelled, and the next as usual', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  const source = new CancellationTokenSource();
  const asked = editor.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: editor.uri('serve.sh') } }, source.token);
  source.cancel();
  await expect(asked).rejects.toMatchObject({ code: -32800 });
  expect(await editor.diagnostics('serve.sh')).not.toEqual([]);
  expect(editor.errors).toEqual([]);
});

test('a huge file is skipped, and the status says why', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh', `${script}# ${'x'.repeat(1_000_001)}\n`);
  expect(await editor.diagnostics('serve.sh')).toEqual([]);
  expect(await editor.connection.sendRequest(statusRequest, { uri: editor.uri('serve.sh') })).toMatchObject({ skipped: 'large-file' });
});

test('so is a file with an endless line', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh', `${script}# ${'x'.repeat(20_001)}\n`);
  expect(await editor.diagnostics('serve.sh')).toEqual([]);
  expect(await editor.connection.sendRequest(statusRequest, { uri: editor.uri('serve.sh') })).toMatchObject({ skipped: 'long-line' });
});

test('of more than 200 findings the gravest are shown, and a note that there are more', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh', `${'vllm serve ./llama --no-such-option\n'.repeat(250)}${script}`);
  const found = await editor.diagnostics('serve.sh');
  expect(found).toHaveLength(200);
  expect(found.at(-1)?.message).toMatch(/^\d+ more findings are not shown$/);
});

test('a document that is not on disk finds its model in the workspace folder', async () => {
  const editor = await startEditor({ files });
  const uri = 'untitled:Untitled-1';
  await editor.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'shellscript', version: 1, text: script },
  });
  const report = await editor.connection.sendRequest<{ items?: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } });
  expect(report.items?.map(({ code }) => code)).toContain('attention-heads');
});

test('without a workspace folder, the script that lies beside the model’s folder still counts', async () => {
  const files = { 'serve.sh': 'vllm serve ./qwen --tensor-parallel-size 4\n', 'qwen/config.json': qwen2Vl72bAwq };
  const editor = await startEditor({ files, withoutFolder: true });
  await editor.open('qwen/config.json');
  expect((await editor.diagnostics('qwen/config.json')).map(({ severity }) => severity)).toContain(1);
});

test('the server says what it can do, and pulls are between files', async () => {
  const editor = await startEditor({ files, capabilities: fullCapabilities });
  expect(editor.initialized.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true, workspaceDiagnostics: false });
  expect(editor.initialized.serverInfo?.name).toBe('shardlint');
});
