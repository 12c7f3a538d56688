import * as vscode from 'vscode';
import { type DocumentStatus, statusRequest } from '../shared/protocol.ts';
import { restartServerCommand, showOutputCommand } from './command-ids.ts';
import { documentSelector } from './documents.ts';
import type { ServerControl, ServerState } from './server-control.ts';
import { statusTexts } from './status-text.ts';

/** Two language status items: what was made of the active document, and how the server is. */
export function showStatus(server: ServerControl): vscode.Disposable {
  const document = vscode.languages.createLanguageStatusItem('shardlint.document', documentSelector);
  const process = vscode.languages.createLanguageStatusItem('shardlint.server', documentSelector);
  document.name = vscode.l10n.t('shardlint: launch');
  process.name = vscode.l10n.t('shardlint: server');
  document.command = { title: vscode.l10n.t('Show Log'), command: showOutputCommand };
  process.command = { title: vscode.l10n.t('Restart'), command: restartServerCommand };
  const update = async (): Promise<void> => {
    showServer(process, server.state());
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const status = uri === undefined ? undefined : await statusOf(server, uri);
    if (uri === vscode.window.activeTextEditor?.document.uri.toString()) showDocument(document, status, server.state());
  };
  void update();
  return vscode.Disposable.from(
    document,
    process,
    server.onDidChangeState(() => void update()),
    vscode.window.onDidChangeActiveTextEditor(() => void update()),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const active = vscode.window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === active)) void update();
    }),
  );
}

async function statusOf(server: ServerControl, uri: string): Promise<DocumentStatus | undefined> {
  try {
    return await server.request<DocumentStatus>(statusRequest, { uri });
  } catch {
    return undefined;
  }
}

function showServer(item: vscode.LanguageStatusItem, state: ServerState): void {
  const texts: Readonly<Record<ServerState, string>> = {
    idle: vscode.l10n.t('shardlint: nothing to lint yet'),
    starting: vscode.l10n.t('shardlint is starting'),
    running: vscode.l10n.t('shardlint is running'),
    stopped: vscode.l10n.t('shardlint has stopped'),
  };
  item.text = texts[state];
  item.busy = state === 'starting';
  item.severity = state === 'stopped' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
}

function showDocument(item: vscode.LanguageStatusItem, status: DocumentStatus | undefined, state: ServerState): void {
  const { text, detail, isWarning } = statusTexts(status);
  item.text = text;
  item.detail = detail;
  item.busy = state === 'starting';
  item.severity = isWarning ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
}
