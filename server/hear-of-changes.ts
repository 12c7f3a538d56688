import { type Connection, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification } from 'vscode-languageserver/node';
import type { ClientFeatures } from './client-features.ts';
import { pathOfUri } from './document-path.ts';
import { guard } from './handle.ts';
import type { Session } from './session.ts';
import { watchedNames } from './watched-files.ts';

/** The workspace folders, which come and go. */
export interface Folders {
  readonly all: () => readonly string[];
  readonly set: (folders: readonly string[]) => void;
}

/** Passes on which files and settings changed. */
export function hearOfChanges(connection: Connection, folders: Folders, session: Promise<Session>): void {
  const log = connection.console;
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const paths = changes.map(({ uri }) => pathOfUri(uri, folders.all()[0]));
    void guard(log, 'workspace/didChangeWatchedFiles', async () => (await session).filesChanged(paths));
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    void guard(log, 'workspace/didChangeConfiguration', async () => (await session).settingsChanged(settings));
  });
}

/** Asks the client to tell of changes; it can be asked once it is initialized. */
export async function askForChanges(
  connection: Connection,
  client: ClientFeatures,
  folders: Folders,
  session: Promise<Session>,
): Promise<void> {
  if (client.tellsWorkspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => pathOfUri(uri, undefined)));
      folders.set([...folders.all().filter((folder) => !gone.has(folder)), ...added.map(({ uri }) => pathOfUri(uri, undefined))]);
      void guard(connection.console, 'workspace/didChangeWorkspaceFolders', async () => (await session).settingsChanged(undefined));
    });
  }
  if (client.registersConfigurationChanges) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'shardlint' });
  }
  if (client.watchesFiles) await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}

/** Only files that a launch or a model can depend on; a path is looked at when one of them changes, never searched for. */
const watchers = [{ globPattern: `**/{${watchedNames.join(',')}}` }];
