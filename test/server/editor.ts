import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  type CodeAction,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  ProposedFeatures,
  type ProtocolConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { startServer } from '../../server/server.ts';
import type { InitializationOptions } from '../../shared/protocol.ts';

/** An editor without a window: the other end of a real connection, over two streams. */
export interface Editor {
  readonly folder: string;
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  readonly uri: (name: string) => string;
  readonly text: (name: string) => string;
  readonly open: (name: string, text?: string, languageId?: string) => Promise<void>;
  /** Replaces the only occurrence of `before`. */
  readonly type: (name: string, before: string, after: string) => Promise<void>;
  readonly close: (name: string) => Promise<void>;
  readonly save: (name: string, text: string) => void;
  readonly pull: (name: string, previousResultId?: string) => Promise<DocumentDiagnosticReport>;
  readonly diagnostics: (name: string) => Promise<readonly Diagnostic[]>;
  /** Actions on the first occurrence of `at`. */
  readonly actions: (name: string, at: string, only?: readonly string[]) => Promise<readonly CodeAction[]>;
  /** Applies an edit to open documents and files on disk, as an editor would. */
  readonly apply: (edit: WorkspaceEdit | undefined) => Promise<void>;
  readonly rangeOf: (name: string, piece: string) => Range;
  readonly refreshes: () => number;
  readonly published: (name: string) => readonly Diagnostic[] | undefined;
  readonly errors: readonly string[];
  setSettings: (settings: unknown) => void;
}

export interface EditorOptions {
  readonly files: Readonly<Record<string, string>>;
  readonly capabilities?: ClientCapabilities;
  readonly options?: InitializationOptions;
  readonly settings?: unknown;
  readonly withoutFolder?: boolean;
}

/** What VS Code can do, as far as the server asks. */
export const fullCapabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
  },
  textDocument: {
    diagnostic: { relatedDocumentSupport: false, relatedInformation: true, codeDescriptionSupport: true },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true },
    definition: { linkSupport: true },
  },
};

/** A client of old: it is told what it did not ask for. */
export const pushCapabilities: ClientCapabilities = { textDocument: { publishDiagnostics: { relatedInformation: true } } };

const running: (() => void)[] = [];

/** Ends the editors of a test and removes their folders. */
export function closeEditors(): void {
  for (const close of running.splice(0)) close();
}

export async function startEditor({
  files,
  capabilities = fullCapabilities,
  options = {},
  settings,
  withoutFolder,
}: EditorOptions): Promise<Editor> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shardlint-server-'));
  for (const [name, text] of Object.entries(files)) write(folder, name, text);
  const { connection, errors } = connect();
  let current = settings;
  let refreshes = 0;
  const published = new Map<string, readonly Diagnostic[]>();
  const documents = new Map<string, TextDocument>();
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) => items.map(() => current));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => {
    refreshes += 1;
    return null;
  });
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => {
    published.set(uri, diagnostics);
  });
  connection.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
    if (type === 1) errors.push(message);
  });
  connection.listen();
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const workspaceFolders = withoutFolder ? null : [{ uri: pathToFileURL(folder).href, name: 'workspace' }];
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders,
    capabilities,
    initializationOptions: options,
  });
  await connection.sendNotification('initialized', {});
  running.push(() => {
    connection.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const documentOf = (name: string): TextDocument => {
    const document = documents.get(uri(name));
    if (!document) throw new Error(`${name} is not open`);
    return document;
  };
  const replace = async (document: TextDocument, edits: readonly TextEdit[]): Promise<void> => {
    const text = TextDocument.applyEdits(document, [...edits]);
    const version = document.version + 1;
    documents.set(document.uri, TextDocument.create(document.uri, document.languageId, version, text));
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version },
      contentChanges: [{ text }],
    });
  };
  const rangeOf = (name: string, piece: string): Range => {
    const document = documentOf(name);
    const start = document.getText().indexOf(piece);
    if (start < 0) throw new Error(`${name} does not hold ${piece}`);
    return { start: document.positionAt(start), end: document.positionAt(start + piece.length) };
  };
  const pull = (name: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
    connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: uri(name) }, previousResultId });
  const open = async (name: string, text = files[name] ?? '', languageId = languageOf(name)): Promise<void> => {
    documents.set(uri(name), TextDocument.create(uri(name), languageId, 1, text));
    await connection.sendNotification('textDocument/didOpen', { textDocument: { uri: uri(name), languageId, version: 1, text } });
  };
  const nameOf = (of: string): string => path.relative(folder, new URL(of).pathname);
  const applyTo = async (of: string, edits: readonly TextEdit[]): Promise<void> => {
    const open = documents.get(of);
    if (open) return replace(open, edits);
    const name = nameOf(of);
    const before = TextDocument.create(of, 'text', 0, files[name] ?? '');
    write(folder, name, TextDocument.applyEdits(before, [...edits]));
  };
  return {
    folder,
    connection,
    initialized,
    uri,
    open,
    pull,
    rangeOf,
    errors,
    text: (name) => documentOf(name).getText(),
    type: async (name, before, after) => replace(documentOf(name), [{ range: rangeOf(name, before), newText: after }]),
    close: async (name) => {
      documents.delete(uri(name));
      await connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(name) } });
    },
    save: (name, text) => write(folder, name, text),
    diagnostics: async (name) => {
      const report = await pull(name);
      return report.kind === 'full' ? report.items : [];
    },
    actions: async (name, at, only) => {
      const range = rangeOf(name, at);
      const context = { diagnostics: [], ...(only && { only }) };
      return connection.sendRequest('textDocument/codeAction', { textDocument: { uri: uri(name) }, range, context });
    },
    apply: async (edit) => {
      for (const change of edit?.documentChanges ?? []) if ('textDocument' in change) await applyTo(change.textDocument.uri, plain(change));
      for (const [of, edits] of Object.entries(edit?.changes ?? {})) await applyTo(of, edits);
    },
    refreshes: () => refreshes,
    published: (name) => published.get(uri(name)),
    setSettings: (next) => {
      current = next;
    },
  };
}

function connect(): { connection: ProtocolConnection; errors: string[] } {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  startServer(createConnection(ProposedFeatures.all, new StreamMessageReader(toServer), new StreamMessageWriter(toClient)));
  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  return { connection, errors: [] };
}

function plain({ edits }: TextDocumentEdit): readonly TextEdit[] {
  return edits.flatMap((edit) => ('newText' in edit ? [edit] : []));
}

function write(folder: string, name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function languageOf(name: string): string {
  return name.endsWith('.json') ? 'json' : 'shellscript';
}

/** Waits until `probe` gives a value. */
export async function eventually<T>(what: string, probe: () => T | undefined): Promise<T> {
  const until = Date.now() + 10_000;
  for (;;) {
    const value = probe();
    if (value !== undefined) return value;
    if (Date.now() > until) throw new Error(`did not happen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
