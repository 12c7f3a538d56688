import * as vscode from 'vscode';
import { isWorthReading } from '../shared/engines/marks.ts';
import { looksLikeModelConfig } from '../shared/model/looks-like-model.ts';
import { modelFileNames } from '../shared/protocol.ts';
import { settingsFileName } from '../shared/settings/settings.ts';
import { baseName } from '../shared/text/path.ts';
import { documentSelector } from './documents.ts';

/** Calls `start` once, when the first document is open, or typed, that looks like a launch or a model. */
export function whenWorthAServer(start: () => void): vscode.Disposable {
  const listening: vscode.Disposable[] = [];
  const stop = (): void => {
    for (const listener of listening.splice(0)) listener.dispose();
  };
  const look = (document: vscode.TextDocument, textOf: () => string): void => {
    if (listening.length === 0 || !isWorthAServer(document, textOf)) return;
    stop();
    start();
  };
  listening.push(
    vscode.workspace.onDidOpenTextDocument((document) => look(document, () => document.getText())),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) =>
      look(document, () => contentChanges.map((change) => changedLines(document, change)).join('\n')),
    ),
  );
  for (const document of vscode.workspace.textDocuments) look(document, () => document.getText());
  return new vscode.Disposable(stop);
}

/** A first look that costs next to nothing; the server decides. */
function isWorthAServer(document: vscode.TextDocument, textOf: () => string): boolean {
  if (vscode.languages.match(documentSelector, document) === 0) return false;
  const name = baseName(document.uri.path);
  if (name === settingsFileName || name === 'params.json') return true;
  return modelFiles.has(name) ? looksLikeModelConfig(textOf()) : isWorthReading(textOf());
}

const modelFiles: ReadonlySet<string> = new Set(modelFileNames);

/** The lines that a change is on now: no need to look at a whole text for each letter that is typed into it. */
function changedLines(document: vscode.TextDocument, { range, text }: vscode.TextDocumentContentChangeEvent): string {
  const last = range.start.line + text.split('\n').length;
  return document.getText(new vscode.Range(range.start.line, 0, last, 0));
}
