import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { PadCommandArgument } from '../shared/protocol.ts';
import { type PadOutcome, runPad } from './pad-run.ts';

/** What the command is called with; a caller that knows the folders is not asked for them. */
interface Asked extends PadCommandArgument {
  readonly folder?: string;
  readonly out?: string;
}

/** Writes a padded copy of a checkpoint, asks where to, shows how far it is, and opens the new config. In a trusted workspace alone. */
export async function padCheckpoint(context: vscode.ExtensionContext, argument: unknown): Promise<void> {
  if (!isAsked(argument)) return;
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(vscode.l10n.t('A checkpoint is padded in a trusted workspace only.'));
    return;
  }
  const folder = argument.folder ?? (await folderOf(argument));
  const out = folder === undefined ? undefined : (argument.out ?? (await newFolder(folder, argument.to)));
  if (folder === undefined || out === undefined) return;
  const { outcome, isStopped } = await withProgress(context, argument, folder, out);
  if (outcome.isDone) await vscode.window.showTextDocument(vscode.Uri.file(path.join(out, 'config.json')), { preview: false });
  else if (isStopped) await offerToRemove(out);
  else void vscode.window.showErrorMessage(outcome.message);
}

/** The config's own folder if the weights lie in it. */
async function folderOf({ config }: Asked): Promise<string | undefined> {
  const own = path.dirname(vscode.Uri.parse(config).fsPath);
  if (existsSync(own) && readdirSync(own).some((name) => name.endsWith('.safetensors'))) return own;
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('The folder of the checkpoint, with its config.json and its weights'),
    defaultUri: vscode.Uri.file(own),
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: vscode.l10n.t('Pad This Checkpoint'),
  });
  return chosen?.[0]?.fsPath;
}

async function newFolder(folder: string, to: number): Promise<string | undefined> {
  const chosen = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('A new folder for the padded checkpoint'),
    defaultUri: vscode.Uri.file(`${folder}-${to}`),
    saveLabel: vscode.l10n.t('Pad to This Folder'),
  });
  return chosen?.fsPath;
}

interface Ended {
  readonly outcome: PadOutcome;
  readonly isStopped: boolean;
}

function withProgress(context: vscode.ExtensionContext, { key, to }: Asked, folder: string, out: string): Thenable<Ended> {
  const title = vscode.l10n.t('Padding {0} to {1}', path.basename(folder), to);
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token): Promise<Ended> => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      let shown = 0;
      const onProgress = (share: number): void => {
        const percent = Math.floor(share * 100);
        if (percent <= shown) return;
        progress.report({ increment: percent - shown, message: `${percent} %` });
        shown = percent;
      };
      const program = context.asAbsolutePath('dist/pad.js');
      const resumes = existsSync(partialOf(out));
      const outcome = await runPad({ program, folder, key, to, out, resumes, onProgress, signal: stop.signal });
      return { outcome, isStopped: stop.signal.aborted };
    },
  );
}

/** What a stopped run leaves can be continued by padding to the same folder again. */
async function offerToRemove(out: string): Promise<void> {
  if (!existsSync(partialOf(out))) return;
  const remove = vscode.l10n.t('Remove');
  const said = vscode.l10n.t('Stopped. Pad to the same folder again to continue, or remove what was written.');
  if ((await vscode.window.showInformationMessage(said, remove)) !== remove) return;
  await vscode.workspace.fs.delete(vscode.Uri.file(partialOf(out)), { recursive: true });
}

function partialOf(out: string): string {
  return `${out}.partial`;
}

function isAsked(argument: unknown): argument is Asked {
  if (typeof argument !== 'object' || argument === null) return false;
  const { config, key, to } = argument as Readonly<Record<string, unknown>>;
  return typeof config === 'string' && typeof key === 'string' && typeof to === 'number';
}
