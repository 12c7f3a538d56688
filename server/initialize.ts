import { CodeActionKind, type InitializeParams, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver/node';
import { fixAllKind, type InitializationOptions } from '../shared/protocol.ts';
import type { ClientFeatures } from './client-features.ts';
import { pathOfUri } from './document-path.ts';

/** What the server tells a client that it can do. */
export function capabilitiesOf(client: ClientFeatures): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    notebookDocumentSync: { notebookSelector: [{ notebook: { notebookType: 'jupyter-notebook' } }] },
    ...(client.pullsDiagnostics && {
      diagnosticProvider: { identifier: 'shardlint', interFileDependencies: true, workspaceDiagnostics: false },
    }),
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind] },
    hoverProvider: true,
    definitionProvider: true,
    documentLinkProvider: {},
    completionProvider: { triggerCharacters: [' ', '='] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

/** The options; what a client sends is not checked by anybody before: a wrong type is as if nothing were said. */
export function optionsOf({ initializationOptions: given }: InitializeParams): InitializationOptions {
  if (typeof given !== 'object' || given === null) return {};
  const { locale, ruleLink, explainCommand, cautionCommand, padCommand, checksSettings, settings } = given as Readonly<
    Record<string, unknown>
  >;
  const texts = { locale, ruleLink, explainCommand, cautionCommand, padCommand };
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => typeof value === 'string')),
    checksSettings: checksSettings === true,
    settings,
  };
}

/** Paths of the workspace folders. */
export function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  return uris.map((uri) => pathOfUri(uri, undefined));
}
