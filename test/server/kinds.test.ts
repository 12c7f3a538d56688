import { afterEach, describe, expect, test } from 'vitest';
import type { CompletionItem, DocumentLink, Hover } from 'vscode-languageserver/node';
import { statusRequest } from '../../shared/protocol.ts';
import { closeEditors, type Editor, startEditor } from './editor.ts';
import { qwen2Vl72bAwq } from './models.ts';

afterEach(closeEditors);

/** Documents that start the model beside them at a size that it cannot have. */
const documents = {
  'serve.sh': ['shellscript', 'vllm serve ./qwen --tensor-parallel-size 4\n'],
  'step.yaml': ['yaml', 'jobs:\n  a:\n    steps:\n      - run: |\n          vllm serve ./qwen --tensor-parallel-size 4\n'],
  'serve.py': ['python', 'from vllm import LLM\n\nllm = LLM("./qwen", tensor_parallel_size=4)\n'],
  'README.md': ['markdown', '# Serve\n\n```sh\nvllm serve ./qwen --tensor-parallel-size 4\n```\n'],
  'index.rst': ['restructuredtext', 'Serve\n=====\n\n.. code-block:: sh\n\n   vllm serve ./qwen --tensor-parallel-size 4\n'],
} as const;

async function editorWith(name: keyof typeof documents): Promise<Editor> {
  const [languageId, text] = documents[name];
  const editor = await startEditor({ files: { [name]: text, 'qwen/config.json': qwen2Vl72bAwq } });
  await editor.open(name, text, languageId);
  return editor;
}

const names = Object.keys(documents).filter((name): name is keyof typeof documents => name in documents);

describe.each(names)('%s', (name) => {
  const [, text] = documents[name];

  test('has a squiggle under the size, and a fix that changes it alone', async () => {
    const editor = await editorWith(name);
    const [found] = await editor.diagnostics(name);
    expect(found?.code).toBe('quant-group');
    expect(found?.range).toEqual({ ...editor.rangeOf(name, '4') });
    const fix = (await editor.actions(name, '4')).find(({ title }) => title.startsWith('Set'));
    await editor.apply(fix?.edit);
    expect(editor.text(name)).toBe(text.replace('4', '1'));
    expect(await editor.diagnostics(name)).toEqual([]);
  });

  test('has the table of sizes, sizes to choose from, and a way to the model', async () => {
    const editor = await editorWith(name);
    const textDocument = { uri: editor.uri(name) };
    const position = editor.rangeOf(name, '4').start;
    const hover = await editor.connection.sendRequest<Hover | null>('textDocument/hover', { textDocument, position });
    expect(JSON.stringify(hover?.contents)).toContain('**Valid t');
    const items = await editor.connection.sendRequest<CompletionItem[]>('textDocument/completion', { textDocument, position });
    expect(items.map(({ label }) => label)).toEqual(['1']);
    const links = await editor.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument });
    expect(links.map(({ target }) => target)).toEqual([editor.uri('qwen/config.json')]);
    expect(await editor.connection.sendRequest(statusRequest, textDocument)).toMatchObject({ launches: [{ engine: 'vllm' }] });
  });

  test('its finding can be silenced, and no comment breaks the document', async () => {
    const editor = await editorWith(name);
    const titles = (await editor.actions(name, '4')).map(({ title }) => title).filter((title) => title.startsWith('Disable'));
    expect(titles).toContain('Disable quant-group for this file');
    for (const title of titles.filter((each) => !each.includes('project'))) {
      await editor.apply((await editor.actions(name, '4')).find((action) => action.title === title)?.edit);
      expect(await editor.diagnostics(name), title).toEqual([]);
      expect(editor.text(name)).toContain('shardlint: ignore');
      await editor.close(name);
      await editor.open(name, text, documents[name][0]);
    }
  });

  test('is told of in the config.json beside it', async () => {
    const editor = await editorWith(name);
    await editor.open('qwen/config.json');
    const [found] = await editor.diagnostics('qwen/config.json');
    expect(found?.relatedInformation?.map(({ location }) => location.uri)).toContain(editor.uri(name));
  });
});

test('a document about something else is never read', async () => {
  const editor = await startEditor({ files: {} });
  const text = `size = 1\n${'def work(value):\n    return [value, {"key": value}]\n'.repeat(4000)}`;
  await editor.open('work.py', text, 'python');
  expect(await editor.diagnostics('work.py')).toEqual([]);
  const times: number[] = [];
  for (let size = 1; size < 30; size++) {
    await editor.type('work.py', `size = ${size}\n`, `size = ${size + 1}\n`);
    const started = performance.now();
    expect(await editor.diagnostics('work.py')).toEqual([]);
    times.push(performance.now() - started);
  }
  // A question and an answer over the connection, and a search for the engines' names; to parse 200 KB takes far longer.
  expect(times.sort((a, b) => a - b)[10]).toBeLessThan(20);
});
