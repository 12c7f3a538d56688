import type { Connection } from 'vscode-languageserver/node';
import type { Analyses } from './analyses.ts';
import type { ClientFeatures } from './client-features.ts';
import { guard } from './handle.ts';
import type { OpenDocument, OpenDocuments } from './open-documents.ts';
import type { Reports } from './reports.ts';

/** Tells the client of diagnostics that changed without a question of its own. */
export interface Announce {
  /** A document that the client has just changed: a client that pulls asks for it by itself. */
  readonly changed: (opened: OpenDocument) => Promise<void>;
  readonly closed: (opened: OpenDocument) => void;
  /** Documents whose diagnostics may have changed because something else did. */
  readonly concerned: (opened: readonly OpenDocument[]) => Promise<void>;
}

export interface AnnounceParts {
  readonly connection: Connection;
  readonly client: ClientFeatures;
  readonly documents: OpenDocuments;
  readonly analyses: Analyses;
  readonly reports: Reports;
}

/** Tells the client of changed findings in the way that it can: by a refresh, or by sending them. */
export function announce(parts: AnnounceParts): Announce {
  const { client, connection } = parts;
  const concerned = client.pullsDiagnostics ? () => refreshIfChanged(parts) : (opened: readonly OpenDocument[]) => pushEach(opened, parts);
  const pending = new Set<string>();
  return {
    changed: (opened) => (client.pullsDiagnostics ? Promise.resolve() : pushEach([opened], parts)),
    closed: ({ uri }) => {
      if (!client.pullsDiagnostics) connection.sendDiagnostics({ uri, diagnostics: [] });
    },
    concerned: async (opened) => {
      if (opened.length === 0) return;
      for (const { uri } of opened) pending.add(uri);
      // What the client has sent meanwhile goes first: an answer to an edit never waits for other documents.
      await new Promise((resolve) => setImmediate(resolve));
      const waiting = [...pending].flatMap((uri) => parts.documents.get(uri) ?? []);
      pending.clear();
      if (waiting.length > 0) await concerned(waiting);
    },
  };
}

/** Asks the client to pull again, but only if one of the documents it has asked for would get another answer. */
async function refreshIfChanged(parts: AnnounceParts): Promise<void> {
  const { client, connection, documents } = parts;
  if (client.refreshesDiagnostics && documents.all().filter((opened) => isReportedAnew(opened, parts)).length > 0) {
    await connection.languages.diagnostics.refresh();
  }
}

function isReportedAnew(opened: OpenDocument, { analyses, reports, connection }: AnnounceParts): boolean {
  const last = reports.lastId(opened.uri);
  if (last === undefined) return false;
  try {
    return reports.of(analyses.of(opened)).resultId !== last;
  } catch (error) {
    connection.console.error(`${opened.uri}: ${String(error)}`);
    return false;
  }
}

async function pushEach(opened: readonly OpenDocument[], { connection, analyses, reports }: AnnounceParts): Promise<void> {
  for (const document of opened) {
    await guard(connection.console, 'textDocument/publishDiagnostics', () => {
      const { uri, version } = document;
      return connection.sendDiagnostics({ uri, version, diagnostics: reports.of(analyses.of(document)).items });
    });
  }
}
