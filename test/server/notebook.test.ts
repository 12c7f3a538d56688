import { afterEach, expect, test } from 'vitest';
import type { CodeAction, Diagnostic, DocumentDiagnosticReport, DocumentLink, Hover, TextDocumentEdit } from 'vscode-languageserver/node';
import { closeEditors, type Editor, eventually, startEditor } from './editor.ts';

afterEach(closeEditors);

const serve = '!vllm serve {MODEL} --tensor-parallel-size {TP}\n';
const cells = [
  ['markdown', 'Serve it:\n\n```bash\nvllm serve Qwen/Qwen2.5-7B-Instruct -tp 8\n```\n'],
  ['python', 'MODEL = "Qwen/Qwen2.5-7B-Instruct"\nTP = 8'],
  ['python', `# start\n${serve}`],
] as const;

interface Notebook {
  readonly cell: (at: number) => string;
  readonly open: () => Promise<void>;
  readonly change: (at: number, version: number, text: string) => Promise<void>;
  readonly diagnostics: (at: number) => Promise<readonly Diagnostic[]>;
}

function notebookIn(editor: Editor): Notebook {
  const uri = editor.uri('demo.ipynb');
  const cell = (at: number): string => `${uri.replace('file:', 'vscode-notebook-cell:')}#W${at}`;
  return {
    cell,
    open: () =>
      editor.connection.sendNotification('notebookDocument/didOpen', {
        notebookDocument: {
          uri,
          notebookType: 'jupyter-notebook',
          version: 1,
          cells: cells.map(([language], at) => ({ kind: language === 'markdown' ? 1 : 2, document: cell(at) })),
        },
        cellTextDocuments: cells.map(([languageId, text], at) => ({ uri: cell(at), languageId, version: 1, text })),
      }),
    change: (at, version, text) =>
      editor.connection.sendNotification('notebookDocument/didChange', {
        notebookDocument: { uri, version },
        change: { cells: { textContent: [{ document: { uri: cell(at), version }, changes: [{ text }] }] } },
      }),
    diagnostics: async (at) => {
      const report: DocumentDiagnosticReport = await editor.connection.sendRequest('textDocument/diagnostic', {
        textDocument: { uri: cell(at) },
      });
      return report.kind === 'full' ? report.items : [];
    },
  };
}

async function openNotebook(): Promise<readonly [Editor, Notebook]> {
  const editor = await startEditor({ files: {} });
  const notebook = notebookIn(editor);
  await notebook.open();
  return [editor, notebook];
}

/** What is offered at the finding of the last cell. */
async function actionsOfLastCell(editor: Editor, notebook: Notebook): Promise<readonly CodeAction[]> {
  const [diagnostic] = await notebook.diagnostics(2);
  return editor.connection.sendRequest('textDocument/codeAction', {
    ...textDocument(notebook.cell(2)),
    range: diagnostic?.range,
    context: { diagnostics: [] },
  });
}

const textDocument = (uri: string) => ({ textDocument: { uri } });

test('each cell has its own findings, where they stand in the cell', async () => {
  const [editor, notebook] = await openNotebook();
  expect(await notebook.diagnostics(0)).toMatchObject([{ code: 'attention-heads', range: { start: { line: 3, character: 40 } } }]);
  expect(await notebook.diagnostics(1)).toEqual([]);
  expect(await notebook.diagnostics(2)).toMatchObject([
    {
      code: 'attention-heads',
      range: { start: { line: 1, character: 43 }, end: { line: 1, character: 47 } },
      relatedInformation: [{ location: { uri: notebook.cell(1), range: { start: { line: 1, character: 5 } } } }],
    },
  ]);
  expect(editor.errors).toEqual([]);
});

test('a fix changes the cell that holds the value', async () => {
  const [editor, notebook] = await openNotebook();
  const actions = await actionsOfLastCell(editor, notebook);
  const fix = actions.find(({ isPreferred }) => isPreferred) ?? actions[0];
  const changes = fix?.edit?.documentChanges as readonly TextDocumentEdit[];
  expect(changes).toEqual([
    {
      textDocument: { uri: notebook.cell(1), version: 1 },
      edits: [{ range: { start: { line: 1, character: 5 }, end: { line: 1, character: 6 } }, newText: '4' }],
    },
  ]);
});

test('a finding is silenced by a comment in its cell', async () => {
  const [editor, notebook] = await openNotebook();
  const actions = await actionsOfLastCell(editor, notebook);
  const line = actions.find(({ title }) => title.includes('this line'));
  expect(line?.edit?.documentChanges).toEqual([
    {
      textDocument: { uri: notebook.cell(2), version: 1 },
      edits: [
        {
          range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
          newText: '# shardlint: ignore[attention-heads]\n',
        },
      ],
    },
  ]);
});

test('an edit of one cell changes the findings of another, and the editor is asked to look again', async () => {
  const [editor, notebook] = await openNotebook();
  expect(await notebook.diagnostics(2)).toHaveLength(1);
  await notebook.change(1, 2, 'MODEL = "Qwen/Qwen2.5-7B-Instruct"\nTP = 4');
  await eventually('a refresh', () => editor.refreshes() || undefined);
  expect(await notebook.diagnostics(2)).toEqual([]);
  await notebook.change(2, 3, '!vllm serve {MODEL} --tensor-parallel-size 8\n');
  expect(await notebook.diagnostics(2)).toMatchObject([{ range: { start: { line: 0, character: 43 } } }]);
});

test('a hover and a link stand in the cell that was asked', async () => {
  const [editor, notebook] = await openNotebook();
  const position = { line: 1, character: 45 };
  const hover = await editor.connection.sendRequest<Hover>('textDocument/hover', { ...textDocument(notebook.cell(2)), position });
  expect(hover.range).toEqual({ start: { line: 1, character: 43 }, end: { line: 1, character: 47 } });
  const links = await editor.connection.sendRequest<readonly DocumentLink[]>('textDocument/documentLink', textDocument(notebook.cell(0)));
  expect(links.map(({ range }) => range.start.line)).toEqual([3]);
});

test('cells that come and go, and a notebook that is closed', async () => {
  const [editor, notebook] = await openNotebook();
  await notebook.diagnostics(2);
  const uri = editor.uri('demo.ipynb');
  await editor.connection.sendNotification('notebookDocument/didChange', {
    notebookDocument: { uri, version: 2 },
    change: {
      cells: {
        structure: { array: { start: 1, deleteCount: 1, cells: [] }, didClose: [{ uri: notebook.cell(1) }] },
      },
    },
  });
  await eventually('a refresh', () => editor.refreshes() || undefined);
  expect(await notebook.diagnostics(2)).toEqual([]);
  expect(await notebook.diagnostics(1)).toEqual([]);
  expect(await notebook.diagnostics(0)).toHaveLength(1);
  await editor.connection.sendNotification('notebookDocument/didClose', {
    notebookDocument: { uri },
    cellTextDocuments: [{ uri: notebook.cell(0) }, { uri: notebook.cell(2) }],
  });
  expect(await notebook.diagnostics(0)).toEqual([]);
  expect(editor.errors).toEqual([]);
});

test('the server says that it takes notebooks', async () => {
  const editor = await startEditor({ files: {} });
  expect(editor.initialized.capabilities.notebookDocumentSync).toMatchObject({
    notebookSelector: [{ notebook: { notebookType: 'jupyter-notebook' } }],
  });
});
