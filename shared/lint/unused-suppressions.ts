import type { Suppression } from '../settings/settings.ts';
import type { Edit } from '../text/edit.ts';
import { t } from '../text/localize.ts';
import { nearestOf } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import type { Finding } from './finding.ts';
import { needsModel, ruleOf, rules } from './rules.ts';
import { isAlone, type SuppressionComment, type WrittenRule } from './suppression-comment.ts';
import type { SuppressedDocument } from './suppressions.ts';
import { withoutLaunch } from './without-launch.ts';

/**
 * A finding for each rule of a comment that silenced nothing, with the removal of what is of no use as a safe fix. A rule that
 * could not be judged there is not called unused.
 */
export function unusedComments(
  comments: readonly SuppressionComment[],
  used: ReadonlyMap<SuppressionComment, ReadonlySet<string>>,
  document: SuppressedDocument,
): readonly Finding[] {
  return comments.flatMap((comment) => unusedIn(comment, used.get(comment) ?? new Set(), document));
}

/** A finding for each entry of the settings file at `path` that a whole run found no use for. No fix: the reason may still hold. */
export function unusedEntries(path: string, entries: readonly Suppression[]): readonly Finding[] {
  return entries.flatMap(({ rule, span }) =>
    span === undefined ? [] : [{ ...unused(path, span, t('this suppression of {0} silences nothing', rule)), fixes: [] }],
  );
}

function unusedIn(comment: SuppressionComment, used: ReadonlySet<string>, document: SuppressedDocument): readonly Finding[] {
  if (comment.rules.length === 0) {
    if (used.size > 0 || coversUnjudged(comment, document)) return [];
    return [finding(document, comment.span, t('this suppression silences nothing'), removal(comment.span, document))];
  }
  const open = coversUnjudged(comment, document);
  const idle = comment.rules.filter(({ id }) => !used.has(id) && id !== 'suppression-unused' && !(open && needsModel(id)));
  const whole = idle.length === comment.rules.length;
  return idle.map((rule) => {
    const edit = whole ? removal(comment.span, document) : withoutRule(rule, comment);
    return finding(document, rule.span, messageFor(rule), edit);
  });
}

function coversUnjudged({ covers }: SuppressionComment, { unjudged = [] }: SuppressedDocument): boolean {
  return unjudged.some(({ start, end }) => covers === undefined || (covers.start <= end && start <= covers.end));
}

function messageFor({ id }: WrittenRule): string {
  if (ruleOf(id)) return t('this suppression of {0} silences nothing', id);
  const near = nearestOf(
    id,
    rules.map((rule) => rule.id),
  );
  return near ? t('no rule {0}; did you mean {1}', id, near) : t('no rule {0}', id);
}

/** The whole lines of a comment that stands alone, else the comment and the space before it. */
function removal(span: Span, { text, lines }: SuppressedDocument): Edit {
  const start = lines.offsetAt({ line: lines.positionAt(span.start).line, character: 0 });
  const end = lines.offsetAt({ line: lines.positionAt(span.end).line + 1, character: 0 });
  const isQuoted = text.slice(start, span.start).includes('"');
  // Without the comma behind it, a string of a notebook's cell is the last of its list.
  const isWhole = (isQuoted ? /^(?:\\n)?",\s*$/ : /^\s*$/).test(text.slice(span.end, end));
  if (isWhole && isAlone(span, text, lines)) return { span: { start, end }, newText: '' };
  const before = text.slice(0, span.start);
  return { span: { start: before.trimEnd().length, end: span.end }, newText: '' };
}

/** The list is written anew, so that the edits for two rules of one comment never overlap by halves. */
function withoutRule(rule: WrittenRule, { rules: all }: SuppressionComment): Edit {
  const at = all.indexOf(rule);
  const next = all[at + 1];
  const previous = all[at - 1];
  if (next) return { span: { start: rule.span.start, end: next.span.start }, newText: '' };
  return { span: { start: previous?.span.end ?? rule.span.start, end: rule.span.end }, newText: '' };
}

function finding({ path }: SuppressedDocument, span: Span, message: string, edit: Edit): Finding {
  const fix = { title: t('Remove the unused suppression'), safe: true, preferred: true, edits: [{ path, ...edit }] };
  return { ...unused(path, span, message), fixes: [fix] };
}

function unused(path: string, span: Span, message: string): Omit<Finding, 'fixes'> {
  return {
    rule: 'suppression-unused',
    severity: 'information',
    confidence: 'high',
    message,
    path,
    span,
    related: [],
    ...withoutLaunch,
  };
}
