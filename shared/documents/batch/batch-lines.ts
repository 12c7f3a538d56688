import { type EmbeddedRun, type EmbeddedText, embeddedText } from '../../text/embedded-text.ts';

/** The lines of a batch file; one that ends in a caret goes on with the next. */
export function batchLines(document: string): readonly EmbeddedText[] {
  const lines: EmbeddedText[] = [];
  let runs: EmbeddedRun[] = [];
  for (const { 0: line, index } of document.matchAll(/[^\r\n]+(?=[\r\n]|$)|\r\n|\n|\r/g)) {
    if (/^[\r\n]/.test(line)) {
      if (runs.length > 0 && !isOpen(runs)) runs = closed(lines, runs);
      continue;
    }
    const isContinued = runs.length === 0 ? isContinuedLine(line) && !/^\s*(?:::|@?rem\b)/i.test(line) : isContinuedLine(line);
    const end = index + line.length - (isContinued ? trailing(line) : 0);
    runs.push({ text: document.slice(index, end), span: { start: index, end }, origin: undefined });
    if (isContinued) runs.push({ text: ' ', span: { start: end, end: index + line.length }, origin: undefined });
  }
  if (runs.length > 0) closed(lines, runs);
  return lines;
}

/** The blank that stands for the caret is the last run of a line that goes on. */
function isOpen(runs: readonly EmbeddedRun[]): boolean {
  const last = runs.at(-1);
  return last?.text === ' ' && last.span.end > last.span.start && runs.length % 2 === 0;
}

function closed(lines: EmbeddedText[], runs: readonly EmbeddedRun[]): EmbeddedRun[] {
  lines.push(embeddedText(runs));
  return [];
}

function isContinuedLine(line: string): boolean {
  return /(?:^|[^^])(?:\^\^)*\^[ \t]*$/.test(line);
}

function trailing(line: string): number {
  return line.length - line.lastIndexOf('^');
}
