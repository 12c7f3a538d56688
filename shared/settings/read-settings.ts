import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode, stripComments } from 'jsonc-parser';
import type { Finding } from '../lint/finding.ts';
import { withoutLaunch } from '../lint/without-launch.ts';
import { isNestedBeyond } from '../text/bracket-depth.ts';
import { t } from '../text/localize.ts';
import { folderOf, joinPath } from '../text/path.ts';
import type { Span } from '../text/span.ts';
import { checkValues, type ValueProblem } from './check-values.ts';
import type { SettingsValues } from './schema.ts';
import { defaultSettings, type Settings, type Suppression } from './settings.ts';
import { settingsOver } from './settings-from.ts';
import { valueOfNode } from './value-of-node.ts';

export interface ReadSettings {
  readonly settings: Settings;
  /** Of rule `settings`, in the settings file. */
  readonly findings: readonly Finding[];
}

/** A thousand suppressions fit. Beyond, and with deeper nesting, it is no settings file, and reading it would take too much of the stack. */
const largestFile = 100_000;
const deepest = 100;

/**
 * Reads a `.shardlint.json` (comments and trailing commas allowed) over `base`. What is wrong becomes a finding and is as if it had not been
 * written; the rest counts. Never throws.
 */
export function readSettings(path: string, text: string, base: Settings = defaultSettings): ReadSettings {
  const errors: ParseError[] = [];
  const root =
    text.length > largestFile || isNestedBeyond(text, deepest) ? undefined : parseTree(text, errors, { allowTrailingComma: true });
  const isEmpty = root === undefined && stripComments(text).trim() === '';
  if (isEmpty) return { settings: { ...base, path }, findings: [] };
  const syntax = errors.slice(0, 1).map((error) => finding(path, syntaxMessage(error), spanOfError(error, text), 'error'));
  if (root === undefined) return { settings: { ...base, path }, findings: notSettings(path, text, syntax) };
  const { values, problems } = checkValues(valueOfNode(root));
  const settings = { ...settingsOver(base, { ...values, ...fromFile(path, values.modelPaths) }), path };
  const suppressions = [...base.suppressions, ...withSpans(settings.suppressions.slice(base.suppressions.length), root, problems)];
  return {
    settings: { ...settings, suppressions },
    findings: [
      ...syntax,
      ...problems.map((problem) => finding(path, problem.message, spanOfProblem(problem, root), 'error')),
      ...withoutReason(path, suppressions),
    ],
  };
}

/** A folder in a settings file counts from the file. */
function fromFile(path: string, modelPaths: Readonly<Record<string, string>> | undefined): Pick<SettingsValues, 'modelPaths'> {
  if (modelPaths === undefined) return {};
  const folder = folderOf(path);
  const placed = Object.entries(modelPaths).map(([prefix, own]) => [prefix, /^~(?:\/|$)/.test(own) ? own : joinPath(folder, own)] as const);
  return { modelPaths: Object.fromEntries(placed) };
}

function notSettings(path: string, text: string, syntax: readonly Finding[]): readonly Finding[] {
  if (syntax.length > 0) return syntax;
  return [finding(path, t('this is not a settings file'), { start: 0, end: Math.min(1, text.length) }, 'error')];
}

/** The entries that were kept, each with its place. */
function withSpans(kept: readonly Suppression[], root: Node, problems: readonly ValueProblem[]): readonly Suppression[] {
  const dropped = new Set(problems.filter(({ path }) => path[0] === 'suppressions').map(({ path }) => path[1]));
  const nodes = findNodeAtLocation(root, ['suppressions'])?.children?.filter((_, at) => !dropped.has(at)) ?? [];
  return kept.map((suppression, at) => ({ ...suppression, span: nodes[at] && spanOfNode(nodes[at]) }));
}

/** A finding that is silenced for a reason nobody knows is never looked at again. */
function withoutReason(path: string, suppressions: readonly Suppression[]): readonly Finding[] {
  return suppressions.flatMap(({ reason, span, rule }) =>
    span === undefined || (reason !== undefined && reason.trim() !== '')
      ? []
      : [finding(path, t('the suppression of {0} has no reason; say why in "reason"', rule), span, 'warning')],
  );
}

function spanOfProblem({ path, key }: ValueProblem, root: Node): Span {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    const keyNode = key && length === path.length ? node?.parent?.children?.[0] : undefined;
    if (node) return spanOfNode(keyNode ?? node);
  }
  return { start: root.offset, end: root.offset + Math.min(1, root.length) };
}

function spanOfNode({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

/** At the end of the file there is nothing to underline but what stands before. */
function spanOfError({ offset, length }: ParseError, text: string): Span {
  const start = Math.max(0, Math.min(offset, text.length - 1));
  return { start, end: Math.min(text.length, start + Math.max(1, length)) };
}

function syntaxMessage({ error }: ParseError): string {
  const name = printParseErrorCode(error);
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return t('not valid JSON: {0}', words);
}

function finding(path: string, message: string, span: Span, severity: Finding['severity']): Finding {
  return {
    rule: 'settings',
    severity,
    confidence: 'high',
    message,
    path,
    span,
    related: [],
    ...withoutLaunch,
    fixes: [],
  };
}
