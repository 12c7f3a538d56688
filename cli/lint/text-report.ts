import type { Finding, Fix, RelatedPlace } from '../../shared/lint/finding.ts';
import type { Files } from '../../shared/models/files.ts';
import { type LineMap, lineMapOf } from '../../shared/text/line-map.ts';
import { t } from '../../shared/text/localize.ts';
import type { Span } from '../../shared/text/span.ts';
import type { Output } from '../io.ts';
import { type Paint, paintFor, type Style } from '../text/paint.ts';
import { printable } from '../text/printable.ts';
import { snippetOf } from '../text/snippet.ts';
import type { LintedFile } from './lint-file.ts';
import { type Summary, severityName, summaryLine } from './summary.ts';

const usualColumns = 120;
const narrowest = 40;

export interface Report {
  readonly files: readonly LintedFile[];
  readonly summary: Summary;
}

/** What a person reads: each finding as compilers write it, then one line that sums up. */
export function textReport({ files, summary }: Report, disk: Files, shownOf: (path: string) => string, output: Output): string {
  const lines = new Map<string, LineMap>();
  const context: Context = {
    paint: paintFor(output.colours),
    columns: Math.max(narrowest, output.columns ?? usualColumns),
    shownOf,
    linesOf: (path) => remembered(lines, path, () => lineMapOf(disk.read(path) ?? '')),
  };
  const parts = files.flatMap(({ source, shown, findings }) => {
    if (findings.length > 0) lines.set(source.path, lineMapOf(source.text));
    return findings.map((finding) => findingText(finding, shown, context));
  });
  return `${[...parts, summaryLine(summary, context.paint)].join('\n')}\n`;
}

interface Context {
  readonly paint: Paint;
  readonly columns: number;
  readonly shownOf: (path: string) => string;
  readonly linesOf: (path: string) => LineMap;
}

const styles: Readonly<Record<Finding['severity'], Style>> = { error: 'red', warning: 'yellow', information: 'cyan' };

function findingText(finding: Finding, shown: string, context: Context): string {
  const { paint } = context;
  const style = styles[finding.severity];
  const place = placeText(finding.path, shown, finding.span, context);
  const head = `${paint('bold', `${place}:`)} ${paint(style, `${severityName(finding.severity)}:`)} ${printable(finding.message)} ${paint('dim', `[${finding.rule}]`)}`;
  const related = finding.related.map((relatedPlace) => relatedText(relatedPlace, context));
  const fixes = finding.fixes.flatMap((fix) => fixText(fix, context));
  return [head, ...quoted(finding, style, context), ...related, ...fixes, ''].join('\n');
}

function quoted(
  { path, span }: { readonly path: string; readonly span: Span },
  style: Style,
  { paint, columns, linesOf }: Context,
): readonly string[] {
  const lines = linesOf(path);
  const start = lines.positionAt(span.start);
  const end = lines.positionAt(span.end);
  const text = lines.lineText(start.line);
  if (text.trim() === '') return [];
  const number = String(start.line + 1);
  const to = end.line === start.line ? end.character : text.length;
  const { line, marks } = snippetOf(text, start.character, to, columns - number.length - 4);
  return [`${paint('dim', ` ${number} |`)} ${line}`, `${paint('dim', ` ${' '.repeat(number.length)} |`)} ${paint(style, marks)}`];
}

function relatedText({ path, span, message }: RelatedPlace, context: Context): string {
  return `  ${context.paint('dim', `${placeText(path, context.shownOf(path), span, context)}:`)} ${context.paint('cyan', t('note:'))} ${printable(message)}`;
}

function fixText({ title, caution }: Fix, { paint }: Context): readonly string[] {
  const line = `  ${paint('green', t('fix:'))} ${printable(title)}`;
  return caution === undefined ? [line] : [line, `    ${paint('yellow', t('caution:'))} ${printable(caution)}`];
}

/** Line and column from 1, as editors and terminals make links of them. */
function placeText(path: string, shown: string, span: Span, { linesOf }: Context): string {
  const { line, character } = linesOf(path).positionAt(span.start);
  return `${printable(shown)}:${line + 1}:${character + 1}`;
}

function remembered<V>(known: Map<string, V>, key: string, make: () => V): V {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
