import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import type { CompletionItem, DocumentLink, Hover, LocationLink } from 'vscode-languageserver/node';
import { type DocumentStatus, statusRequest } from '../../shared/protocol.ts';
import { closeEditors, type Editor, startEditor } from './editor.ts';
import { llama13b, qwen2Vl72bAwq } from './models.ts';

afterEach(closeEditors);

const files = {
  'serve.sh': 'vllm serve ./qwen --tensor-parallel-size 4\n',
  'qwen/config.json': qwen2Vl72bAwq,
  'llama/config.json': llama13b,
};

async function hover(editor: Editor, name: string, at: string): Promise<string | undefined> {
  const position = editor.rangeOf(name, at).start;
  const answer = await editor.connection.sendRequest<Hover | null>('textDocument/hover', {
    textDocument: { uri: editor.uri(name) },
    position,
  });
  const contents = answer?.contents;
  return typeof contents === 'object' && 'value' in contents ? contents.value : undefined;
}

test.each(['--tensor-parallel-size', '4', './qwen'])(
  'the hover on %s is a table of sizes, the valid ones in its first line',
  async (at) => {
    const editor = await startEditor({ files });
    await editor.open('serve.sh');
    const markdown = (await hover(editor, 'serve.sh', at)) ?? '';
    const lines = markdown.split('\n');
    expect(lines[0]).toBe('**Valid tensor-parallel sizes: 1**');
    expect(markdown).toContain('| **4** |');
    expect(lines.filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(20);
    expect(lines.find((line) => line.startsWith('| **4** |'))).toContain('✗');
    expect(lines.find((line) => line.startsWith('| 1 |'))).not.toContain('✗');
  },
);

test.each(['"intermediate_size"', '29568', '"num_attention_heads"', '"num_key_value_heads"', '"group_size"'])(
  'so is the hover on %s',
  async (at) => {
    const editor = await startEditor({ files });
    await editor.open('qwen/config.json');
    expect(await hover(editor, 'qwen/config.json', at)).toMatch(/^\*\*Valid tensor-parallel sizes: 1\*\*\n/);
  },
);

test('the hover is also there where a variable gets the size', async () => {
  const editor = await startEditor({ files: { ...files, 'serve.sh': 'TP=4\nvllm serve ./qwen -tp $TP\n' } });
  await editor.open('serve.sh');
  expect(await hover(editor, 'serve.sh', '4')).toMatch(/^\*\*Valid tensor-parallel sizes: 1\*\*\n/);
});

test('fields that no size depends on have no hover', async () => {
  const editor = await startEditor({ files });
  await editor.open('llama/config.json');
  expect(await hover(editor, 'llama/config.json', '"torch_dtype"')).toBeUndefined();
});

test('a model reference leads to the config.json that was used', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  const textDocument = { uri: editor.uri('serve.sh') };
  const range = editor.rangeOf('serve.sh', './qwen');
  const links = await editor.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument });
  expect(links).toMatchObject([{ range, target: editor.uri('qwen/config.json') }]);
  const found = await editor.connection.sendRequest<LocationLink[]>('textDocument/definition', { textDocument, position: range.start });
  expect(found).toMatchObject([{ targetUri: editor.uri('qwen/config.json'), originSelectionRange: range }]);
});

test('for a client of old, a definition is a place and not a link', async () => {
  const editor = await startEditor({ files, capabilities: { textDocument: { diagnostic: {} } } });
  await editor.open('serve.sh');
  const position = editor.rangeOf('serve.sh', './qwen').start;
  const found = await editor.connection.sendRequest('textDocument/definition', { textDocument: { uri: editor.uri('serve.sh') }, position });
  const start = { line: 0, character: 0 };
  expect(found).toEqual([{ uri: editor.uri('qwen/config.json'), range: { start, end: start } }]);
});

test('the valid sizes are offered after the flag', async () => {
  const editor = await startEditor({ files: { ...files, 'serve.sh': 'vllm serve ./llama --tensor-parallel-size 3\n' } });
  await editor.open('serve.sh');
  const { end } = editor.rangeOf('serve.sh', 'size 3');
  const items = await editor.connection.sendRequest<CompletionItem[]>('textDocument/completion', {
    textDocument: { uri: editor.uri('serve.sh') },
    position: end,
  });
  expect(items.map(({ label }) => label).slice(0, 4)).toEqual(['1', '2', '4', '8']);
});

test('so they are where no value is written yet', async () => {
  const editor = await startEditor({ files: { ...files, 'serve.sh': 'vllm serve ./llama -tp \n' } });
  await editor.open('serve.sh');
  const { end } = editor.rangeOf('serve.sh', '-tp ');
  const items = await editor.connection.sendRequest<CompletionItem[]>('textDocument/completion', {
    textDocument: { uri: editor.uri('serve.sh') },
    position: end,
  });
  expect(items[1]).toMatchObject({ label: '2', textEdit: { newText: '2', range: { start: end, end } } });
});

test('nothing is offered elsewhere', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  const position = { line: 0, character: 4 };
  expect(
    await editor.connection.sendRequest('textDocument/completion', { textDocument: { uri: editor.uri('serve.sh') }, position }),
  ).toEqual([]);
});

test('the status says what was assumed', async () => {
  const editor = await startEditor({ files, settings: { hardware: { gpu: 'H100', count: 8 } } });
  await editor.open('serve.sh');
  const status = await editor.connection.sendRequest<DocumentStatus>(statusRequest, { uri: editor.uri('serve.sh') });
  expect(status.launches).toMatchObject([
    {
      engine: 'vllm',
      versionSource: 'assumed',
      model: './qwen',
      modelFrom: 'path',
      tensorParallelSize: 4,
      gpu: 'H100',
      gpuCount: 8,
      assumed: false,
      line: 0,
    },
  ]);
});

test('the status tells of a settings file that is in force, and of errors in it', async () => {
  const right = '{ "hardware": { "count": 8 } }';
  const editor = await startEditor({ files: { ...files, '.shardlint.json': right } });
  await editor.open('serve.sh');
  const ask = (): Promise<DocumentStatus> => editor.connection.sendRequest(statusRequest, { uri: editor.uri('serve.sh') });
  expect(await ask()).toMatchObject({ settingsPath: `${editor.folder}/.shardlint.json`, launches: [{ gpuCount: 8 }] });
  expect((await ask()).settingsErrors).toBeUndefined();
  await editor.open('.shardlint.json');
  await editor.type('.shardlint.json', '"count": 8', '"count": "8"');
  expect((await ask()).settingsErrors).toBe(1);
});

test('messages come in the language of the editor only if there is a bundle of it', async () => {
  const editor = await startEditor({ files, options: { locale: '../../etc/passwd' } });
  await editor.open('serve.sh');
  expect(await hover(editor, 'serve.sh', './qwen')).toContain('Valid tensor-parallel sizes');
});

test('a document that is not open has no status', async () => {
  const editor = await startEditor({ files });
  expect(await editor.connection.sendRequest(statusRequest, { uri: pathToFileURL('/nowhere.sh').href })).toEqual({ launches: [] });
});
