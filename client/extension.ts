import * as vscode from 'vscode';
import { registerCommands } from './commands.ts';
import { registerRulePages } from './rule-pages.ts';
import { createServerControl } from './server-control.ts';
import { showStatus } from './status-item.ts';
import { whenWorthAServer } from './worth-a-server.ts';

/** What other extensions and tests may ask. */
export interface Api {
  /** `idle`: nothing has been opened that is worth a server. */
  readonly serverState: () => 'idle' | 'starting' | 'running' | 'stopped';
}

/**
 * VS Code activates the extension when a document is opened in a language that launches are written in, and in a workspace that holds
 * a file with the name of a model's config.json (or a `.shardlint.json`), or of a launch document that has no language of its own. There is no event for "a file of this name was opened", and `onLanguage:json`
 * would wake it for every package.json. Such names are common, so activation itself does next to nothing: the
 * language server is started once a document is open that looks like a launch or a model.
 */
export function activate(context: vscode.ExtensionContext): Api {
  const log = vscode.window.createOutputChannel('shardlint', { log: true });
  const server = createServerControl(context, log);
  context.subscriptions.push(
    log,
    server,
    ...registerCommands(context, server, log),
    ...registerRulePages(context),
    showStatus(server),
    // More is offered in a workspace that is trusted.
    vscode.workspace.onDidGrantWorkspaceTrust(() => (server.state() === 'idle' ? undefined : server.restart())),
    whenWorthAServer(() => void server.start()),
  );
  return { serverState: server.state };
}
