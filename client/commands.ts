import * as vscode from 'vscode';
import { fixAllKind } from '../shared/protocol.ts';
import {
  copyDebugInformationCommand,
  explainRuleCommand,
  fixAllCommand,
  padCheckpointCommand,
  restartServerCommand,
  showCautionCommand,
  showOutputCommand,
} from './command-ids.ts';
import { debugInformation } from './debug-information.ts';
import { padCheckpoint } from './pad-checkpoint.ts';
import { showRule } from './rule-pages.ts';
import type { ServerControl } from './server-control.ts';

/** Registers the commands of package.json, those that only other parts of the extension call included. */
export function registerCommands(
  context: vscode.ExtensionContext,
  server: ServerControl,
  log: vscode.LogOutputChannel,
): readonly vscode.Disposable[] {
  const commands: Readonly<Record<string, (argument: unknown) => unknown>> = {
    [restartServerCommand]: () => server.restart(),
    [showOutputCommand]: () => log.show(),
    [explainRuleCommand]: (rule) => showRule(typeof rule === 'string' ? rule : undefined),
    [showCautionCommand]: (caution) => void vscode.window.showWarningMessage(String(caution)),
    [padCheckpointCommand]: (argument) => padCheckpoint(context, argument),
    [fixAllCommand]: () => vscode.commands.executeCommand('editor.action.sourceAction', { kind: fixAllKind, apply: 'first' }),
    [copyDebugInformationCommand]: () => copyDebugInformation(context, server),
  };
  return Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run));
}

async function copyDebugInformation(context: vscode.ExtensionContext, server: ServerControl): Promise<void> {
  await vscode.env.clipboard.writeText(await debugInformation(context, server));
  void vscode.window.setStatusBarMessage(vscode.l10n.t('shardlint: debug information copied'), 3000);
}
