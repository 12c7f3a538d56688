import { afterEach, expect, test } from 'vitest';
import { type CodeAction, CodeActionKind, type Hover } from 'vscode-languageserver/node';
import { closeEditors, type Editor, startEditor } from './editor.ts';
import { llama13b } from './models.ts';

afterEach(closeEditors);

const python = `from transformers import AutoModelForCausalLM

device_map = {
    "model.embed_tokens": 0,
    "model.norm": 1,
    "lm_head": 1,
}
for layer in range(40):
    device_map[f"model.layers.{layer}"] = layer // 20
model = AutoModelForCausalLM.from_pretrained("./llama", device_map=device_map)
`;

async function opened(text: string): Promise<Editor> {
  const editor = await startEditor({ files: { 'load.py': text, 'llama/config.json': llama13b } });
  await editor.open('load.py', undefined, 'python');
  return editor;
}

async function hover(editor: Editor, at: string): Promise<string> {
  const answer = await editor.connection.sendRequest<Hover | null>('textDocument/hover', {
    textDocument: { uri: editor.uri('load.py') },
    position: editor.rangeOf('load.py', at).start,
  });
  const contents = answer?.contents;
  return typeof contents === 'object' && 'value' in contents ? contents.value : '';
}

function actions(editor: Editor, at: string, kind: string): Promise<readonly CodeAction[]> {
  return editor.actions('load.py', at, [kind]);
}

test('a map that a loop fills is shown by device, with layers, bytes and hops', async () => {
  const shown = await hover(await opened(python), '{\n    "model.embed_tokens"');
  expect(shown).toMatch(
    /\| GPU 0 \| [\d.]+ GB \| !\[\d+ %\]\(data:image\/svg\+xml;base64,[^)]+\) \| model\.embed\\_tokens, .*layers 0-19 \|/,
  );
  expect(shown).toMatch(/\| GPU 1 \| [\d.]+ GB \| .* \| .*layers 20-39, model\.norm, /);
  expect(shown).toContain('1 change of device on the way through the model');
});

test('rotary embedding that no entry places is added beside the embedding', async () => {
  const editor = await opened(python);
  const fixes = await actions(editor, '{\n    "model.embed_tokens"', CodeActionKind.QuickFix);
  const fix = fixes.find(({ title }) => title === 'Put model.rotary_emb on GPU 0');
  const [edit] = fix?.edit?.documentChanges?.flatMap((change) => ('edits' in change ? change.edits : [])) ?? [];
  expect(edit).toMatchObject({ newText: '\n    "model.rotary_emb": 0,' });
});

test('a strategy is replaced by a written map', async () => {
  const editor = await opened(python.replace('device_map=device_map', 'device_map="auto"'));
  const offered = await actions(editor, '"auto"', CodeActionKind.RefactorRewrite);
  expect(offered.map(({ title }) => title)).toEqual([2, 4, 8].map((gpus) => `Write a device_map for ${gpus} GPUs, balanced by bytes`));
  const [edit] = offered[0]?.edit?.documentChanges?.flatMap((change) => ('edits' in change ? change.edits : [])) ?? [];
  expect(edit).toMatchObject({
    newText: expect.stringMatching(/^\{\n {4}"model\.embed_tokens": 0,\n {4}"model\.rotary_emb": 0,\n[\s\S]*"lm_head": 1,\n\}$/),
  });
});
