import { type CodeAction, CodeActionKind, type CodeActionParams, type Range } from 'vscode-languageserver/node';
import type { Finding, Fix, RelatedPlace } from '../shared/lint/finding.ts';
import { ruleOf } from '../shared/lint/rules.ts';
import { fixAllKind, type PadCommandArgument } from '../shared/protocol.ts';
import type { FileEdit } from '../shared/text/edit.ts';
import { t } from '../shared/text/localize.ts';
import type { Examined } from './analyses.ts';
import { deviceMapActions } from './device-map-actions.ts';
import { type DiagnosticContext, diagnosticOf } from './diagnostics.ts';
import { suppressionsFor } from './suppress.ts';
import { type EditContext, workspaceEditOf } from './workspace-edits.ts';

export interface CodeActionContext extends DiagnosticContext, EditContext {
  /** The client's command that shows a rule's page, if it has one. */
  readonly explainCommand: string | undefined;
  /** The client's command that shows what an edit alone does not do, if it has one. */
  readonly cautionCommand: string | undefined;
  /** The client's command that writes a padded copy of a checkpoint, if it has one. */
  readonly padCommand: string | undefined;
  /** Findings of the same document with another text, to see what an edit does. */
  readonly findingsWith: (examined: Pick<Examined, 'opened'>, text: string) => readonly Finding[];
  /** The text of a file, an open editor's first. */
  readonly readText: (path: string) => string | undefined;
  readonly workspaceFolders: () => readonly string[];
}

/** Fixes, suppressions and explanations for the findings in a range; "fix all" where it is asked for by name. */
export function codeActionsOf(
  examined: Examined,
  { range, context: { only } }: CodeActionParams,
  context: CodeActionContext,
): CodeAction[] {
  const actions: CodeAction[] = [];
  if (wants(only, CodeActionKind.QuickFix)) actions.push(...quickFixes(findingsIn(examined, range, context), examined, context));
  if (wants(only, CodeActionKind.RefactorRewrite)) actions.push(...deviceMapActions(examined, range, context));
  if (only && wants(only, fixAllKind)) actions.push(...fixAll(examined, context));
  return actions;
}

/** The client wants a kind if it names it or a kind that includes it, or names none. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`) || wanted === '');
}

/** Each fix is judged before it is offered: with the whole of a long file selected, that is not done for all of it. */
const mostFindings = 20;

/** A finding is mended where it is underlined, and where the document writes what it is about: the assignment of a variable. */
function findingsIn({ findings, opened }: Examined, range: Range, { places }: CodeActionContext): readonly Finding[] {
  const isAt = ({ path, span }: RelatedPlace): boolean =>
    places.uriOf(path, span) === opened.uri && overlap(places.firstLineOf(path, span), range);
  const underlined = findings.filter(isAt);
  return (underlined.length > 0 ? underlined : findings.filter(({ related }) => related.some(isAt))).slice(0, mostFindings);
}

function overlap(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

function quickFixes(findings: readonly Finding[], examined: Examined, context: CodeActionContext): readonly CodeAction[] {
  const fixes = withoutRepeats(findings.flatMap((finding) => finding.fixes.map((fix) => fixAction(finding, fix, context))));
  const paddings = withoutRepeats(findings.flatMap((finding) => paddingAction(finding, context)));
  const preferredFirst = [
    ...fixes.filter(({ isPreferred }) => isPreferred),
    ...fixes.filter(({ isPreferred }) => !isPreferred),
    ...paddings,
  ];
  const suppressions = withoutRepeats(findings.flatMap((finding) => suppressionsFor(finding, examined, context)));
  return [...preferredFirst, ...suppressions, ...withoutRepeats(findings.flatMap((finding) => explainAction(finding, context)))];
}

function fixAction(finding: Finding, fix: Fix, context: CodeActionContext): CodeAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    isPreferred: fix.preferred,
    diagnostics: [diagnosticOf(finding, context)],
    edit: workspaceEditOf(fix.edits, context),
    ...(fix.caution !== undefined && cautionOf(fix.caution, fix.title, context)),
  };
}

/** Weights and config padded together, by the client: it asks where to. */
function paddingAction(finding: Finding, context: CodeActionContext): readonly CodeAction[] {
  const padding = context.padCommand === undefined ? undefined : finding.checkpointPadding;
  if (context.padCommand === undefined || padding === undefined) return [];
  const title = t('Pad the checkpoint to {0}…', padding.to);
  const argument: PadCommandArgument = { config: context.places.uriOf(padding.path), key: padding.key, to: padding.to };
  const command = { title, command: context.padCommand, arguments: [argument] };
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnosticOf(finding, context)], command }];
}

/** Shown by the client after the edit: a menu has no room for it. */
function cautionOf(caution: string, title: string, { cautionCommand }: CodeActionContext): Pick<CodeAction, 'command'> {
  return cautionCommand === undefined ? {} : { command: { title, command: cautionCommand, arguments: [caution] } };
}

/** Two findings often have the same way out: one action then stands for both. */
function withoutRepeats(actions: readonly CodeAction[]): readonly CodeAction[] {
  const byTitle = new Map<string, CodeAction>();
  for (const action of actions) {
    const key = `${action.title}\n${JSON.stringify(action.edit)}`;
    const same = byTitle.get(key);
    byTitle.set(key, same ? { ...same, diagnostics: [...(same.diagnostics ?? []), ...(action.diagnostics ?? [])] } : action);
  }
  return [...byTitle.values()];
}

function explainAction(finding: Finding, context: CodeActionContext): readonly CodeAction[] {
  const { explainCommand } = context;
  if (explainCommand === undefined) return [];
  const title = t('Explain {0}', finding.rule);
  const command = { title, command: explainCommand, arguments: [finding.rule] };
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnosticOf(finding, context)], command }];
}

/** One edit that makes every safe fix of the document; of two that overlap, the later waits for the next time. */
function fixAll(examined: Examined, context: CodeActionContext): readonly CodeAction[] {
  const edits = withoutOverlaps(examined.findings.flatMap((finding) => safeEdits(finding, examined.opened.path)));
  if (edits.length === 0) return [];
  return [{ title: t('Fix all that shardlint can fix safely'), kind: fixAllKind, edit: workspaceEditOf(edits, context) }];
}

/** Sizes are never changed without being asked, so the fixes of rules about sizes are not even made. */
function safeEdits(finding: Finding, path: string): readonly FileEdit[] {
  if (ruleOf(finding.rule)?.subject === 'launch') return [];
  const edits = finding.fixes.find(({ safe }) => safe)?.edits ?? [];
  return edits.every((edit) => edit.path === path) ? edits : [];
}

function withoutOverlaps(edits: readonly FileEdit[]): readonly FileEdit[] {
  const kept: FileEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    if (edit.span.start >= (kept.at(-1)?.span.end ?? 0)) kept.push(edit);
  }
  return kept;
}
