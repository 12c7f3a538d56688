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

const sizesHeader = '| 1 | 2 | [4] | 8 | 16 | 32 | 64 |   |';

test.each(['--tensor-parallel-size', '4', './qwen'])(
  'the hover on %s begins with the valid sizes and shows who refuses the others',
  async (at) => {
    const editor = await startEditor({ files });
    await editor.open('serve.sh');
    const lines = ((await hover(editor, 'serve.sh', at)) ?? '').split('\n').filter((line) => line.trim() !== '');
    expect(lines[0]).toBe('**Valid tensor-parallel sizes: 1**');
    expect(lines).toContain(`| TP ${sizesHeader}`);
    expect(lines).toContain('| down_proj group 128 | ✓ | ✗ | ✗ | ✗ | ✗ | ✗ | ✗ | TP 4: `7392 % 128 = 96` |');
    expect(lines).toContain('| tower heads 16 | ✓ | ✓ | ✓ | ✓ | ✓ | ✗ | ✗ | TP 32: `16 % 32 = 16` |');
    expect(lines.length).toBeLessThanOrEqual(18);
  },
);

test('the reason is said in words where the editor does not show it above the hover already', async () => {
  const editor = await startEditor({ files: { ...files, 'serve.sh': 'TP=4\nvllm serve ./qwen -tp $TP\n' } });
  await editor.open('serve.sh');
  const reason = 'TP 4: intermediate_size 29568 / group_size 128 = 231 quantization groups in down_proj, not divisible by tp 4';
  expect((await hover(editor, 'serve.sh', '4'))?.split('\n\n')[1]).toBe(reason);
  expect(await hover(editor, 'serve.sh', '$TP')).not.toContain(reason);
});

test('below the table stands who runs the size, and the engines whose sizes differ', async () => {
  const editor = await startEditor({ files });
  await editor.open('serve.sh');
  const markdown = (await hover(editor, 'serve.sh', '--tensor-parallel-size')) ?? '';
  expect(markdown).toMatch(/^LMDeploy runs it at TP 4: .*intermediate_size 29568 is filled up with zeros to 29696/m);
  const [, beside] = markdown.split(`| with TP alone ${sizesHeader}\n`);
  expect(beside?.split('\n').slice(1)).toEqual([
    '| vLLM | ✓ | ✗ | ✗ | ✗ | ✗ | ✗ | ✗ |  |',
    '| LMDeploy turbomind | ✓ | ≈ | ≈ | ≈ | ≈ | ≈ | ≈ |  |',
    '| TensorRT-LLM | ✗ | ✗ | ✗ | ✗ | ✗ | ✗ | ✗ |  |',
    '',
    'The same as vLLM: SGLang, TGI',
  ]);
});

test('the engine of the launch comes first', async () => {
  const editor = await startEditor({ files: { ...files, 'serve.sh': 'lmdeploy serve api_server ./qwen --tp 4\n' } });
  await editor.open('serve.sh');
  const markdown = (await hover(editor, 'serve.sh', '--tp')) ?? '';
  expect(markdown.split('\n')[0]).toBe('**Valid tensor-parallel sizes: 1, 2, 4, 8, 16, 32, 64**');
  expect(markdown).toMatch(/^\| with TP alone .*\n\| :-- .*\n\| LMDeploy turbomind \|/m);
  expect(markdown).not.toContain(' runs it at TP ');
});

test('a reason that no size depends on is said once', async () => {
  const editor = await startEditor({ files: { ...files, 'serve.sh': 'trtllm-serve ./qwen --tp_size 4\n' } });
  await editor.open('serve.sh');
  const markdown = (await hover(editor, 'serve.sh', '4')) ?? '';
  expect(markdown.split('does not read awq checkpoints')).toHaveLength(2);
  expect(markdown).toMatch(/^LMDeploy runs it at TP 4: /m);
});

test('several engines that run the size are named in one line', async () => {
  const text = 'text-generation-launcher --model-id Qwen/Qwen2.5-3B-Instruct --num-shard 4\n';
  const editor = await startEditor({ files: { 'serve.sh': text } });
  await editor.open('serve.sh');
  expect(await hover(editor, 'serve.sh', '4')).toMatch(/^vLLM, SGLang, LMDeploy.* run it at TP 4$/m);
});

test('what holds at each size is only named', async () => {
  const editor = await startEditor({ files: { ...files, 'serve.sh': 'vllm serve ./llama -tp 2\n' } });
  await editor.open('serve.sh');
  const markdown = (await hover(editor, 'serve.sh', '2')) ?? '';
  expect(markdown).toMatch(/^✓ at each of these sizes: MLP 13824, vocabulary 32000$/m);
});

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
