import type { Finding } from '../../shared/lint/finding.ts';
import type { Files } from '../../shared/models/files.ts';
import { type LineMap, lineMapOf } from '../../shared/text/line-map.ts';
import { type Range, rangeOf } from '../text/range.ts';
import type { LintedFile } from './lint-file.ts';
import type { Report } from './text-report.ts';

/** What a program reads: lines and characters from 0, characters in UTF-16 units, as the language server protocol counts. */
export function jsonReport({ files, summary }: Report, disk: Files, shownOf: (path: string) => string): string {
  const lines = new Map<string, LineMap>();
  const range: RangeIn = (path, span) => {
    const known = lines.get(path) ?? lineMapOf(disk.read(path) ?? '');
    lines.set(path, known);
    return rangeOf(span, known);
  };
  const shown = files.map((file) => fileJson(file, lines, range, shownOf));
  return `${JSON.stringify({ files: shown, summary }, null, 2)}\n`;
}

type RangeIn = (path: string, span: Finding['span']) => Range;

function fileJson(
  { source, shown, launches, findings }: LintedFile,
  lines: Map<string, LineMap>,
  range: RangeIn,
  shownOf: (path: string) => string,
) {
  if (findings.length > 0) lines.set(source.path, lineMapOf(source.text));
  return { path: shown, launches, findings: findings.map((finding) => findingJson(finding, range, shownOf)) };
}

function findingJson(finding: Finding, range: RangeIn, shownOf: (path: string) => string) {
  const { rule, severity, confidence, message, path, span, engine, engineVersion, model, tensorParallelSize, validTensorParallelSizes } =
    finding;
  return {
    rule,
    severity,
    confidence,
    message,
    span: range(path, span),
    engine: engine ?? null,
    engineVersion: engineVersion ?? null,
    model: model ?? null,
    tensorParallelSize: tensorParallelSize ?? null,
    validTensorParallelSizes: validTensorParallelSizes ?? null,
    related: finding.related.map((place) => ({ path: shownOf(place.path), span: range(place.path, place.span), message: place.message })),
    fixes: finding.fixes.map(({ title, safe, caution, edits }) => ({
      title,
      safe,
      ...(caution === undefined ? {} : { caution }),
      edits: edits.map((edit) => ({ path: shownOf(edit.path), span: range(edit.path, edit.span), newText: edit.newText })),
    })),
  };
}
