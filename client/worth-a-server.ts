import * as vscode from 'vscode';
import { namesAnEngine } from '../shared/engines/marks.ts';
import { looksLikeModelConfig } from '../shared/model/looks-like-model.ts';
import { settingsFileName } from '../shared/settings/settings.ts';
import { baseName } from '../shared/text/path.ts';
import { documentSelector } from './documents.ts';

/** Calls `start` once, when the first document is open, or typed, that looks like a launch or a model. */
export function whenWorthAServer(start: () => void): vscode.Disposable {
  const listening: vscode.Disposable[] = [];
  const stop = (): void => {
    for (const listener of listening.splice(0)) listener.dispose();
  };
  const look = (document: vscode.TextDocument): void => {
    if (listening.length === 0 || !isWorthAServer(document)) return;
    stop();
    start();
  };
  listening.push(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
  );
  for (const document of vscode.workspace.textDocuments) look(document);
  return new vscode.Disposable(stop);
}

const modelLanguages: ReadonlySet<string> = new Set(['json', 'jsonc']);

/** A first look that costs next to nothing; the server decides. */
function isWorthAServer(document: vscode.TextDocument): boolean {
  if (vscode.languages.match(documentSelector, document) === 0) return false;
  const name = baseName(document.uri.path);
  if (name === settingsFileName || name === 'params.json') return true;
  const text = document.getText();
  return modelLanguages.has(document.languageId) ? looksLikeModelConfig(text) : namesAnEngine(text);
}
