import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { FileEdit } from '../shared/text/edit.ts';
import type { ClientFeatures } from './client-features.ts';
import type { OpenDocuments } from './open-documents.ts';
import type { Places } from './places.ts';

/** What turning edits into the protocol's depends on. */
export interface EditContext {
  readonly places: Places;
  readonly client: ClientFeatures;
  readonly documents: OpenDocuments;
}

/** Edits of one or more files. A client that can, refuses them once a document has moved on from the version they were made for. */
export function workspaceEditOf(edits: readonly FileEdit[], { places, client, documents }: EditContext): WorkspaceEdit {
  const uriOf = ({ path, span }: FileEdit): string => places.uriOf(path, span);
  const uris = [...new Set(edits.map(uriOf))];
  const changes = uris.map((uri) => ({
    textDocument: { uri, version: documents.get(uri)?.version ?? null },
    edits: edits
      .filter((edit) => uriOf(edit) === uri)
      .map(({ path, span, newText }): TextEdit => ({ range: places.rangeOf(path, span), newText })),
  }));
  if (client.versionedEdits) return { documentChanges: changes };
  return { changes: Object.fromEntries(changes.map(({ textDocument, edits: ofUri }) => [textDocument.uri, ofUri])) };
}
