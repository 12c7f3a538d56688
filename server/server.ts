import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  ShowMessageNotification,
} from 'vscode-languageserver/node';
import { version } from '../package.json';
import { t } from '../shared/text/localize.ts';
import { answerRequests } from './answer-requests.ts';
import { clientFeaturesOf } from './client-features.ts';
import { guard } from './handle.ts';
import { askForChanges, type Folders, hearOfChanges } from './hear-of-changes.ts';
import { capabilitiesOf, foldersOf, optionsOf } from './initialize.ts';
import { openDocuments } from './open-documents.ts';
import { loadTranslations } from './translations.ts';

/**
 * Wires a connection to a session. The linter itself, with its parsers and tables, is loaded after `initialize` is
 * answered, so that an editor never waits for it. `rehearses`: it is run a few times before the first edit comes.
 */
export function startServer(connection: Connection, { rehearses = false }: { readonly rehearses?: boolean } = {}): void {
  const log = connection.console;
  const folders = openFolders();
  let initialized: (params: InitializeParams) => void = () => undefined;
  const session = new Promise<InitializeParams>((resolve) => {
    initialized = resolve;
  }).then(async (params) => {
    const options = optionsOf(params);
    loadTranslations(options.locale);
    const { startSession } = await import('./session.ts');
    return startSession({ connection, documents, client: clientFeaturesOf(params), options, folders: folders.all, rehearses });
  });
  void guard(log, 'initialized', () => session);
  session.catch((error: unknown) => sayThatNothingWorks(connection, error));
  const documents = openDocuments(
    () => folders.all()[0],
    (event) => void guard(log, `textDocument ${event.kind}`, async () => (await session).documentChanged(event)),
  );

  connection.onInitialize((params): InitializeResult => {
    const client = clientFeaturesOf(params);
    folders.set(foldersOf(params));
    connection.onInitialized(() => {
      initialized(params);
      void guard(log, 'initialized', () => askForChanges(connection, client, folders, session));
    });
    return { capabilities: capabilitiesOf(client), serverInfo: { name: 'shardlint', version } };
  });

  answerRequests(connection, session);
  hearOfChanges(connection, folders, session);
  documents.listen(connection);
  connection.listen();
}

/** In an editor that is told nothing it would look as if there were nothing to say. */
function sayThatNothingWorks(connection: Connection, error: unknown): Promise<void> {
  const message = t('shardlint cannot check anything: {0}', error instanceof Error ? error.message : String(error));
  return connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
}

function openFolders(): Folders {
  let folders: readonly string[] = [];
  return {
    all: () => folders,
    set: (now) => {
      folders = now;
    },
  };
}
