import type { InitializeParams } from 'vscode-languageserver/node';

/** What the client can do, as far as the server's answers depend on it. */
export interface ClientFeatures {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly showsRelatedInformation: boolean;
  readonly linksCodes: boolean;
  readonly answersConfiguration: boolean;
  readonly registersConfigurationChanges: boolean;
  readonly watchesFiles: boolean;
  readonly tellsWorkspaceFolders: boolean;
  /** Edits that name the version of the document they were made for. */
  readonly versionedEdits: boolean;
  readonly createsFiles: boolean;
  readonly linksDefinitions: boolean;
}

/** Reads what the client says that it can; what it does not say, it cannot. */
export function clientFeaturesOf({ capabilities }: InitializeParams): ClientFeatures {
  const { workspace, textDocument } = capabilities;
  const pulled = textDocument?.diagnostic;
  const pushed = textDocument?.publishDiagnostics;
  const edit = workspace?.workspaceEdit;
  return {
    pullsDiagnostics: pulled !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    showsRelatedInformation: (pulled ?? pushed)?.relatedInformation === true || pushed?.relatedInformation === true,
    linksCodes: pulled?.codeDescriptionSupport === true || pushed?.codeDescriptionSupport === true,
    answersConfiguration: workspace?.configuration === true,
    registersConfigurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    tellsWorkspaceFolders: workspace?.workspaceFolders === true,
    versionedEdits: edit?.documentChanges === true,
    createsFiles: edit?.documentChanges === true && edit.resourceOperations?.includes('create') === true,
    linksDefinitions: textDocument?.definition?.linkSupport === true,
  };
}
