import { type Connection, type Position, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { pathOfUri } from './document-path.ts';
import { type NotebookEvent, type OpenCell, openNotebooks } from './open-notebooks.ts';

/** A document as the editor has it now. */
export interface OpenDocument {
  readonly uri: string;
  readonly path: string;
  /** Of this state; the document itself moves on with the next edit. */
  readonly version: number;
  /** Of a cell, its whole notebook. */
  readonly document: TextDocument;
  /** Where it stands in the document, if it is a cell of a notebook. */
  readonly cell?: OpenCell;
}

/** The documents that the client has open, by URI and by path. */
export interface OpenDocuments {
  readonly get: (uri: string) => OpenDocument | undefined;
  /** The document of a path; of a notebook, the cell that holds the offset. */
  readonly atPath: (path: string, offset?: number) => OpenDocument | undefined;
  readonly all: () => readonly OpenDocument[];
  readonly listen: (connection: Connection) => void;
}

/** `opened` is the state after the event; for a closed document, the last. */
export interface DocumentEvent {
  readonly kind: 'opened' | 'edited' | 'closed';
  readonly opened: OpenDocument;
}

/** The documents that the client has open, by path; `onEvent` is told of each that opens, changes or closes. */
export function openDocuments(folder: () => string | undefined, onEvent: (event: DocumentEvent) => void): OpenDocuments {
  const documents = new TextDocuments(TextDocument);
  const byUri = new Map<string, OpenDocument>();
  const byPath = new Map<string, readonly OpenDocument[]>();
  documents.onDidChangeContent(({ document }) => {
    const before = byUri.get(document.uri);
    const path = before?.path ?? pathOfUri(document.uri, folder());
    const opened = { uri: document.uri, path, version: document.version, document };
    byUri.set(document.uri, opened);
    byPath.set(path, [opened]);
    onEvent({ kind: before ? 'edited' : 'opened', opened });
  });
  documents.onDidClose(({ document }) => {
    const opened = byUri.get(document.uri);
    if (!opened) return;
    byUri.delete(document.uri);
    byPath.delete(opened.path);
    onEvent({ kind: 'closed', opened });
  });
  const listenToNotebooks = openNotebooks((event) => {
    for (const told of cellsOf(event, pathOfUri(event.notebook.uri, folder()), byUri, byPath)) onEvent(told);
  });
  return {
    get: (uri) => byUri.get(uri),
    atPath: (path, offset) => {
      const opened = byPath.get(path);
      return opened?.findLast(({ cell }) => cell === undefined || offset === undefined || cell.start <= offset) ?? opened?.[0];
    },
    all: () => [...byUri.values()],
    listen: (connection) => {
      documents.listen(connection);
      listenToNotebooks(connection);
    },
  };
}

/** Offset of a position in what is analysed: of a cell, in its notebook. */
export function offsetIn({ document, cell }: OpenDocument, { line, character }: Position): number {
  if (cell === undefined) return document.offsetAt({ line, character });
  return Math.min(document.offsetAt({ line: line + cell.firstLine, character }), cell.end);
}

/** Keeps the cells of a notebook as they are now, and gives what there is to tell of them. */
function cellsOf(
  { kind, notebook, edited }: NotebookEvent,
  path: string,
  byUri: Map<string, OpenDocument>,
  byPath: Map<string, readonly OpenDocument[]>,
): readonly DocumentEvent[] {
  const before = byPath.get(path) ?? [];
  const { document } = notebook;
  const now = kind === 'closed' ? [] : notebook.cells.map((cell) => ({ uri: cell.uri, path, version: cell.version, document, cell }));
  const uris = new Set(now.map(({ uri }) => uri));
  const gone = before.filter(({ uri, cell }) => cell !== undefined && !uris.has(uri));
  const events = now.flatMap((opened): readonly DocumentEvent[] => {
    const event = byUri.has(opened.uri) ? 'edited' : 'opened';
    return event === 'opened' || edited.has(opened.uri) ? [{ kind: event, opened }] : [];
  });
  for (const { uri } of gone) byUri.delete(uri);
  for (const opened of now) byUri.set(opened.uri, opened);
  if (now.length > 0) byPath.set(path, now);
  else byPath.delete(path);
  return [...gone.map((opened): DocumentEvent => ({ kind: 'closed', opened })), ...events];
}
