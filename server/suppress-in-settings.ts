import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { settingsFileName } from '../shared/settings/settings.ts';
import { applyEdits } from '../shared/text/edit.ts';
import { folderOf, joinPath } from '../shared/text/path.ts';
import type { Examined } from './analyses.ts';
import type { CodeActionContext } from './code-actions.ts';
import { foldersHolding, isInside } from './folder-tree.ts';
import { appendToList } from './json-append.ts';
import { workspaceEditOf } from './workspace-edits.ts';

/**
 * An entry of the `.shardlint.json` in force, or of a new one at the top of the workspace folder. Its comments and
 * formatting stay. The reason is left for the user to write.
 */
export function settingsSuppression(
  rule: string,
  examined: Examined,
  reach: 'file' | 'project',
  context: CodeActionContext,
): WorkspaceEdit | undefined {
  const { path } = examined.opened;
  const settingsPath = examined.analysis?.settings.path ?? joinPath(folderForSettings(path, context), settingsFileName);
  const files = reach === 'file' ? patternFor(path, folderOf(settingsPath)) : undefined;
  if (reach === 'file' && files === undefined) return undefined;
  const entry = { rule, ...(files !== undefined && { files }), reason: '' };
  const text = context.readText(settingsPath);
  return text === undefined ? newFile(settingsPath, entry, context) : changedFile(settingsPath, text, entry, context);
}

function folderForSettings(path: string, { workspaceFolders }: CodeActionContext): string {
  return foldersHolding(path, workspaceFolders())[0] ?? folderOf(path);
}

/** A `.gitignore` pattern for one file; undefined for a file that the settings do not reach. */
function patternFor(path: string, folder: string): string | undefined {
  if (!isInside(path, folder)) return undefined;
  const relative = path.slice(folder.endsWith('/') ? folder.length : folder.length + 1);
  return `/${relative.replace(/[*?[\]\\!#]/g, '\\$&')}`;
}

function changedFile(path: string, text: string, entry: object, context: CodeActionContext): WorkspaceEdit | undefined {
  const whole = { span: { start: 0, end: text.length }, newText: newText(entry) };
  const edits = text.trim() === '' ? [whole] : appendToList(text, 'suppressions', entry);
  return (
    edits &&
    workspaceEditOf(
      edits.map((edit) => ({ path, ...edit })),
      context,
    )
  );
}

function newFile(path: string, entry: object, { client, places }: CodeActionContext): WorkspaceEdit | undefined {
  if (!client.createsFiles) return undefined;
  const uri = places.uriOf(path);
  const start = { line: 0, character: 0 };
  return {
    documentChanges: [
      { kind: 'create', uri, options: { ignoreIfExists: true } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: newText(entry) }] },
    ],
  };
}

function newText(entry: object): string {
  const empty = '{\n}\n';
  return applyEdits(empty, appendToList(empty, 'suppressions', entry) ?? []);
}
