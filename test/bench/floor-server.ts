import {
  createConnection,
  type Diagnostic,
  DocumentDiagnosticReportKind,
  ProposedFeatures,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** A language server that does nothing but answer: below its figures no server on this library can go. */
const connection = createConnection(ProposedFeatures.all);
const documents = new TextDocuments(TextDocument);

connection.onInitialize(() => ({
  capabilities: {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false },
  },
}));

connection.languages.diagnostics.on(({ textDocument }) => {
  const document = documents.get(textDocument.uri);
  return { kind: DocumentDiagnosticReportKind.Full, items: document ? [firstLineOf(document)] : [] };
});

function firstLineOf(document: TextDocument): Diagnostic {
  return { range: { start: document.positionAt(0), end: document.positionAt(1) }, message: 'always the same', severity: 1 };
}

documents.listen(connection);
connection.listen();
