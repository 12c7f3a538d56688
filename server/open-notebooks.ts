import { type Connection, type NotebookDocument, NotebookDocuments, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { joinCells } from '../shared/documents/notebook/cell-texts.ts';

/** A cell of an open notebook, and where it stands in the notebook's joined text. */
export interface OpenCell {
  readonly uri: string;
  /** Of the cell's own text. */
  readonly version: number;
  /** Offsets in the joined text. */
  readonly start: number;
  readonly end: number;
  readonly firstLine: number;
}

/** A notebook as the editor has it now: its cells as one text, that one may name what another has defined. */
export interface OpenNotebook {
  readonly uri: string;
  readonly document: TextDocument;
  readonly cells: readonly OpenCell[];
}

export interface NotebookEvent {
  readonly kind: 'changed' | 'closed';
  readonly notebook: OpenNotebook;
  /** URIs of the cells whose own text has changed. */
  readonly edited: ReadonlySet<string>;
}

/** Listens to what the client tells of notebooks. */
export function openNotebooks(onEvent: (event: NotebookEvent) => void): (connection: Connection) => void {
  const texts = new TextDocuments(TextDocument);
  const notebooks = new NotebookDocuments(texts);
  const tell = (kind: NotebookEvent['kind'], notebook: NotebookDocument, edited: readonly string[] = []): void =>
    onEvent({ kind, notebook: joined(notebook, texts), edited: new Set(edited) });
  notebooks.onDidOpen((notebook) => tell('changed', notebook));
  notebooks.onDidChange(({ notebookDocument, cells }) =>
    tell(
      'changed',
      notebookDocument,
      cells?.changed.textContent.map(({ document }) => document),
    ),
  );
  notebooks.onDidClose((notebook) => tell('closed', notebook));
  return (connection) => void notebooks.listen(connection);
}

function joined({ uri, version, cells }: NotebookDocument, texts: TextDocuments<TextDocument>): OpenNotebook {
  const documents = cells.flatMap((cell) => texts.get(cell.document) ?? []);
  const { text, starts } = joinCells(documents.map((cell) => ({ languageId: cell.languageId, text: cell.getText() })));
  const document = TextDocument.create(uri, 'jupyter-notebook', version, text);
  const placed = documents.map((cell, at): OpenCell => {
    const start = starts[at] ?? 0;
    const end = start + cell.getText().length;
    return { uri: cell.uri, version: cell.version, start, end, firstLine: document.positionAt(start).line };
  });
  return { uri, document, cells: placed };
}
