import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { version } from '../package.json';
import {
  type DocumentStatus,
  type RulePage,
  type RulePageParams,
  rulePageRequest,
  type StatusParams,
  statusRequest,
} from '../shared/protocol.ts';
import { type ClientFeatures, clientFeaturesOf } from './client-features.ts';
import { pathOfUri } from './document-path.ts';
import { guard, handle } from './handle.ts';
import { capabilitiesOf, foldersOf, optionsOf } from './initialize.ts';
import { openDocuments } from './open-documents.ts';
import { rulePage } from './rule-page.ts';
import type { Session } from './session.ts';
import { loadTranslations } from './translations.ts';
import { watchedNames } from './watched-files.ts';

/**
 * Wires a connection to a session. The linter itself, with its parsers and tables, is loaded after `initialize` is
 * answered, so that an editor never waits for it. `rehearses`: it is run a few times before the first edit comes.
 */
export function startServer(connection: Connection, { rehearses = false }: { readonly rehearses?: boolean } = {}): void {
  const log = connection.console;
  let folders: readonly string[] = [];
  let initialized: (params: InitializeParams) => void = () => undefined;
  const session = new Promise<InitializeParams>((resolve) => {
    initialized = resolve;
  }).then(async (params) => {
    const options = optionsOf(params);
    loadTranslations(options.locale);
    const { startSession } = await import('./session.ts');
    return startSession({ connection, documents, client: clientFeaturesOf(params), options, folders: () => folders, rehearses });
  });
  void guard(log, 'initialized', () => session);
  const documents = openDocuments(
    () => folders[0],
    (event) => void guard(log, `textDocument ${event.kind}`, async () => (await session).documentChanged(event)),
  );

  connection.onInitialize((params): InitializeResult => {
    const client = clientFeaturesOf(params);
    folders = foldersOf(params);
    connection.onInitialized(() => {
      initialized(params);
      void guard(log, 'initialized', () => listenForChanges(client));
    });
    return { capabilities: capabilitiesOf(client), serverInfo: { name: 'shardlint', version } };
  });

  const answer = <P, R>(method: string, work: (session: Session, params: P) => Promise<R>) =>
    handle<P, R>(log, method, async (params) => work(await session, params));
  connection.languages.diagnostics.on(answer('textDocument/diagnostic', (now, params) => now.diagnose(params)));
  connection.onCodeAction(answer('textDocument/codeAction', (now, params) => now.codeActions(params)));
  connection.onHover(answer('textDocument/hover', (now, params) => now.hover(params)));
  connection.onDocumentLinks(answer('textDocument/documentLink', (now, params) => now.links(params)));
  connection.onDefinition(answer('textDocument/definition', (now, params) => now.definition(params)));
  connection.onCompletion(answer('textDocument/completion', (now, params) => now.complete(params)));
  connection.onRequest(
    statusRequest,
    answer<StatusParams, DocumentStatus>(statusRequest, (now, params) => now.status(params)),
  );
  connection.onRequest(
    rulePageRequest,
    handle<RulePageParams, RulePage | null>(log, rulePageRequest, ({ rule }) => rulePage(rule)),
  );

  connection.onDidChangeWatchedFiles(({ changes }) => {
    const paths = changes.map(({ uri }) => pathOfUri(uri, folders[0]));
    void guard(log, 'workspace/didChangeWatchedFiles', async () => (await session).filesChanged(paths));
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    void guard(log, 'workspace/didChangeConfiguration', async () => (await session).settingsChanged(settings));
  });

  const listenForChanges = async (client: ClientFeatures): Promise<void> => {
    if (client.tellsWorkspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => pathOfUri(uri, undefined)));
        folders = [...folders.filter((folder) => !gone.has(folder)), ...added.map(({ uri }) => pathOfUri(uri, undefined))];
        void guard(log, 'workspace/didChangeWorkspaceFolders', async () => (await session).settingsChanged(undefined));
      });
    }
    if (client.registersConfigurationChanges) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'shardlint' });
    }
    if (client.watchesFiles) await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  };

  documents.listen(connection);
  connection.listen();
}

/** Only files that a launch or a model can depend on; a path is looked at when one of them changes, never searched for. */
const watchers = [{ globPattern: `**/{${watchedNames.join(',')}}` }];
