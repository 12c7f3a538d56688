import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './harness.ts';

/** A file of the workspace. */
export function file(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file of the workspace in a tab that stays. */
export async function open(path: string): Promise<vscode.TextDocument> {
  const editor = await vscode.window.showTextDocument(file(path), { preview: false });
  return editor.document;
}

/** Closes every tab and forgets what was not saved. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor) await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}

/** Replaces the first occurrence of a text, as typing does: the file on disk stays as it is. */
export async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, from), to);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
}

/** The diagnostics of a file, once they are as wanted. */
export function diagnosticsOf(
  uri: vscode.Uri,
  wanted: (found: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const now = () => vscode.languages.getDiagnostics(uri);
  return eventually(
    () =>
      `diagnostics of ${uri.path}; there are: ${
        now()
          .map(({ message }) => message)
          .join(' | ') || 'none'
      }`,
    () => (wanted(now()) ? now() : undefined),
  );
}

export async function until(what: string, holds: () => boolean): Promise<void> {
  await eventually(
    () => what,
    () => holds() || undefined,
  );
}

/** What the editor shows when the pointer rests `offset` characters into a text. */
export async function hoverText(document: vscode.TextDocument, text: string, offset: number): Promise<string> {
  const at = document.positionAt(document.getText().indexOf(text) + offset);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
  return hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n');
}

/** Puts the cursor on a text and runs the editor's Auto Fix there: the preferred quick fix. */
export async function autoFix(document: vscode.TextDocument, text: string): Promise<void> {
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const { end } = rangeOf(document, text);
  editor.selection = new vscode.Selection(end, end);
  const before = document.version;
  // The editor drops an answer that something overtook; a person presses the key again.
  for (let turn = 0; turn < 5 && document.version === before; turn++) {
    await vscode.commands.executeCommand('editor.action.autoFix');
    for (let waited = 0; waited < 3000 && document.version === before; waited += 50)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.ok(document.version > before, `no Auto Fix at ${text}`);
}

/** The titles of the light-bulb menu at a text. */
export async function quickFixes(document: vscode.TextDocument, text: string): Promise<readonly string[]> {
  const range = rangeOf(document, text);
  const ask = vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, 'quickfix');
  return (await ask).map(({ title }) => title);
}

function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, `${document.uri.path} does not contain ${text}`);
  return new vscode.Range(document.positionAt(at), document.positionAt(at + text.length));
}
