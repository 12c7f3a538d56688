import * as vscode from 'vscode';
import { LanguageClient, State, TransportKind } from 'vscode-languageclient/node';
import type { InitializationOptions } from '../shared/protocol.ts';
import { explainRuleCommand, padCheckpointCommand, showCautionCommand } from './command-ids.ts';
import { documentSelector } from './documents.ts';
import { ruleLinkTemplate } from './rule-pages.ts';
import type { ServerState } from './server-control.ts';

/** The connection to a server process of its own. What it reports about itself goes to `become`. */
export function createClient(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  become: (state: ServerState) => void,
): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const initializationOptions: InitializationOptions = {
    locale: vscode.env.language,
    ruleLink: ruleLinkTemplate(context),
    explainCommand: explainRuleCommand,
    cautionCommand: showCautionCommand,
    // Writing gigabytes is for workspaces that the user trusts.
    ...(vscode.workspace.isTrusted ? { padCommand: padCheckpointCommand } : {}),
    checksSettings: true,
  };
  const client = new LanguageClient(
    'shardlint',
    'shardlint',
    { module, transport: TransportKind.ipc },
    { documentSelector: [...documentSelector], outputChannel: log, initializationOptions },
  );
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) become('running');
    else if (newState === State.Starting) become('starting');
    else become('stopped');
  });
  return client;
}
