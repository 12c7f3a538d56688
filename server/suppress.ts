import { type CodeAction, CodeActionKind, type WorkspaceEdit } from 'vscode-languageserver/node';
import { readerOf } from '../shared/documents/readers.ts';
import type { Finding } from '../shared/lint/finding.ts';
import { applyEdits, type FileEdit } from '../shared/text/edit.ts';
import { t } from '../shared/text/localize.ts';
import type { Examined } from './analyses.ts';
import type { CodeActionContext } from './code-actions.ts';
import { diagnosticOf } from './diagnostics.ts';
import { lineEndOf } from './line-end.ts';
import { settingsSuppression } from './suppress-in-settings.ts';
import { workspaceEditOf } from './workspace-edits.ts';

/** Ways to silence a finding: a comment where the document has comments, else an entry of `.shardlint.json`; and for the whole project. */
export function suppressionsFor(finding: Finding, examined: Examined, context: CodeActionContext): readonly CodeAction[] {
  const { rule } = finding;
  if (rule === 'settings' || rule === 'suppression-unused') return [];
  const line = commentEdit(finding, examined, 'line', context);
  const file = commentEdit(finding, examined, 'file', context);
  const inFile = file ? workspaceEditOf([file], context) : settingsSuppression(rule, examined, 'file', context);
  const ways: readonly (readonly [string, WorkspaceEdit | undefined])[] = [
    [t('Disable {0} for this line', rule), line && workspaceEditOf([line], context)],
    [t('Disable {0} for this file', rule), inFile],
    [t('Disable {0} for the whole project', rule), settingsSuppression(rule, examined, 'project', context)],
  ];
  const diagnostics = [diagnosticOf(finding, context)];
  return ways.flatMap(([title, edit]) => (edit ? [{ title, kind: CodeActionKind.QuickFix, diagnostics, edit }] : []));
}

/** A comment that silences the finding; undefined where there are no comments, or one for the line is not heard (inside quoted code). */
function commentEdit(finding: Finding, examined: Examined, reach: 'line' | 'file', context: CodeActionContext): FileEdit | undefined {
  const { path, document } = examined.opened;
  const reader = readerOf(path, document.languageId);
  if (!reader?.commentLine) return undefined;
  const text = document.getText();
  const at = reach === 'line' ? startOfCommandLine(finding, examined) : afterShebang(text);
  const indentation = /^[ \t]*/.exec(text.slice(at))?.[0] ?? '';
  const comment = reader.commentLine(`shardlint: ignore${reach === 'file' ? '-file' : ''}[${finding.rule}]`);
  const edit = { path, span: { start: at, end: at }, newText: indentation + comment + lineEndOf(text) };
  if (reach === 'file') return edit;
  const before = examined.findings.filter(({ rule }) => rule === finding.rule).length;
  const after = context.findingsWith(examined, applyEdits(text, [edit])).filter(({ rule }) => rule === finding.rule).length;
  return after < before ? edit : undefined;
}

/** A command of many lines holds no comment between them: the comment goes above its first. */
function startOfCommandLine({ span }: Finding, { analysis, opened: { document } }: Examined): number {
  const commands = analysis?.document?.commands ?? [];
  const starts = commands
    .filter((command) => command.span.start <= span.start && span.end <= command.span.end)
    .map(({ span: { start } }) => start);
  return document.offsetAt({ line: document.positionAt(Math.min(...starts, span.start)).line, character: 0 });
}

function afterShebang(text: string): number {
  return /^#!.*(\r\n|\n|\r)/.exec(text)?.[0].length ?? 0;
}
