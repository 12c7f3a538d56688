import { type CodeAction, CodeActionKind, type WorkspaceEdit } from 'vscode-languageserver/node';
import type { DocumentKind } from '../shared/documents/document.ts';
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

/** A comment that silences the finding; undefined where there are no comments, or it would not be heard (inside quoted code). */
function commentEdit(finding: Finding, examined: Examined, reach: 'line' | 'file', context: CodeActionContext): FileEdit | undefined {
  const { path, document, cell } = examined.opened;
  const reader = readerOf(path, document.languageId);
  if (reader === undefined || (reader.commentLine === undefined && cell === undefined)) return undefined;
  const text = document.getText();
  const at = reach === 'line' ? startOfCommandLine(finding, examined) : (cell?.start ?? afterHead(text, reader.kind));
  const indentation = /^[ \t]*/.exec(text.slice(at))?.[0] ?? '';
  const said = `shardlint: ignore${reach === 'file' ? '-file' : ''}[${finding.rule}]`;
  // A command may stand in a text of another kind than its document: a fence of Markdown, a script in YAML.
  const comments = [...new Set([reader.commentLine?.(said) ?? `# ${said}`, `# ${said}`])];
  return comments
    .map((comment): FileEdit => ({ path, span: { start: at, end: at }, newText: indentation + comment + lineEndOf(text) }))
    .find((edit) => isHeard(finding, edit, examined, context));
}

/** True if one finding of the rule fewer is left, and all else stays: a comment that breaks the text silences more. */
function isHeard({ rule }: Finding, edit: FileEdit, examined: Examined, context: CodeActionContext): boolean {
  const { opened, analysis } = examined;
  const findings = (opened.cell && analysis?.findings) ?? examined.findings;
  const after = context.findingsWith(examined, applyEdits(opened.document.getText(), [edit]));
  const count = (all: readonly Finding[], own: boolean): number => all.filter((each) => (each.rule === rule) === own).length;
  return count(after, true) < count(findings, true) && count(after, false) === count(findings, false);
}

/** A command of many lines holds no comment between them: the comment goes above its first. */
function startOfCommandLine({ span }: Finding, { analysis, opened: { document } }: Examined): number {
  const commands = analysis?.document?.commands ?? [];
  const starts = commands
    .filter((command) => command.span.start <= span.start && span.end <= command.span.end)
    .map(({ span: { start } }) => start);
  return document.offsetAt({ line: document.positionAt(Math.min(...starts, span.start)).line, character: 0 });
}

/** Lines that count only at the very top: for the kernel, for Python's reader of encodings, for a builder of images. */
const headLine = /^(?:#!.*|#.*\bcoding[:=].*|#[ \t]*(?:syntax|escape|check)[ \t]*=.*|@echo off[ \t]*)(?:\r\n|\n|\r)/i;

const frontMatter = /^---[ \t]*\r?\n(?:[^\r\n]*\r?\n)*?---[ \t]*\r?\n/;

function afterHead(text: string, kind: DocumentKind): number {
  if (kind === 'markdown') return frontMatter.exec(text)?.[0].length ?? 0;
  const line = headLine.exec(text)?.[0].length ?? 0;
  return line === 0 ? 0 : line + afterHead(text.slice(line), kind);
}
