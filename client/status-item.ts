import * as vscode from 'vscode';
import { type DocumentStatus, statusRequest } from '../shared/protocol.ts';
import { restartServerCommand, showOutputCommand } from './command-ids.ts';
import { documentSelector, ownSelector } from './documents.ts';
import type { ServerControl, ServerState } from './server-control.ts';
import { type StatusTexts, statusTexts } from './status-text.ts';

/** Three language status items: what engine and what model the active document was judged for, and how the server is. */
export function showStatus(server: ServerControl): vscode.Disposable {
  const engine = vscode.languages.createLanguageStatusItem('shardlint.document', ownSelector);
  const model = vscode.languages.createLanguageStatusItem('shardlint.model', ownSelector);
  const process = vscode.languages.createLanguageStatusItem('shardlint.server', ownSelector);
  engine.name = vscode.l10n.t('shardlint: engine');
  model.name = vscode.l10n.t('shardlint: model');
  process.name = vscode.l10n.t('shardlint: server');
  engine.command = { title: vscode.l10n.t('Show Log'), command: showOutputCommand };
  process.command = { title: vscode.l10n.t('Restart'), command: restartServerCommand };
  const update = async (): Promise<void> => {
    showServer(process, server.state());
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const status = uri === undefined ? undefined : await statusOf(server, uri);
    if (uri === vscode.window.activeTextEditor?.document.uri.toString()) showDocument({ engine, model, process }, status, server.state());
  };
  void update();
  return vscode.Disposable.from(
    engine,
    model,
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

function showDocument(
  { engine, model, process }: Readonly<Record<'engine' | 'model' | 'process', vscode.LanguageStatusItem>>,
  status: DocumentStatus | undefined,
  state: ServerState,
): void {
  const texts = statusTexts(status);
  show(engine, texts.engine);
  engine.busy = state === 'starting';
  // A document that may hold a launch and does not is none of ours: no item is shown for it.
  const selector = status && status.launches.length > 0 ? documentSelector : ownSelector;
  engine.selector = selector;
  process.selector = selector;
  // An item for no document is not shown.
  model.selector = texts.model ? selector : [];
  if (texts.model) show(model, texts.model);
}

function show(item: vscode.LanguageStatusItem, { text, detail, isWarning }: StatusTexts): void {
  item.text = text;
  item.detail = detail;
  item.severity = isWarning ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
}
