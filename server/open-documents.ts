import { type Connection, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { pathOfUri } from './document-path.ts';

/** A document as the editor has it now. */
export interface OpenDocument {
  readonly uri: string;
  readonly path: string;
  /** Of this state; the document itself moves on with the next edit. */
  readonly version: number;
  readonly document: TextDocument;
}

/** The documents that the client has open, by URI and by path. */
export interface OpenDocuments {
  readonly get: (uri: string) => OpenDocument | undefined;
  readonly atPath: (path: string) => OpenDocument | undefined;
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
  const byPath = new Map<string, OpenDocument>();
  documents.onDidChangeContent(({ document }) => {
    const before = byUri.get(document.uri);
    const path = before?.path ?? pathOfUri(document.uri, folder());
    const opened = { uri: document.uri, path, version: document.version, document };
    byUri.set(document.uri, opened);
    byPath.set(path, opened);
    onEvent({ kind: before ? 'edited' : 'opened', opened });
  });
  documents.onDidClose(({ document }) => {
    const opened = byUri.get(document.uri);
    if (!opened) return;
    byUri.delete(document.uri);
    byPath.delete(opened.path);
    onEvent({ kind: 'closed', opened });
  });
  return {
    get: (uri) => byUri.get(uri),
    atPath: (path) => byPath.get(path),
    all: () => [...byUri.values()],
    listen: (connection) => documents.listen(connection),
  };
}
