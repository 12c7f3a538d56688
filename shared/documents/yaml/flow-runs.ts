import type { EmbeddedRun } from '../../text/embedded-text.ts';
import { readEscape } from './escapes.ts';
import type { YamlScalar } from './node.ts';
import { type RunWriter, runWriter } from './run-writer.ts';

/** Runs of a plain or quoted scalar: escapes are decoded, lines are folded. */
export function flowRuns(scalar: YamlScalar): readonly EmbeddedRun[] {
  const { start, end } = insideQuotes(scalar);
  const writer = runWriter();
  const text = scalar.source.masked;
  let at = start;
  while (at < end) at = writeNext(writer, text, at, end, scalar.style);
  return writer.runs;
}

/** A scalar's place without its quotes; one that is not closed ends where it ends. */
export function insideQuotes({ span, style, source }: YamlScalar): { readonly start: number; readonly end: number } {
  const quote = style === 'single' ? "'" : style === 'double' ? '"' : undefined;
  if (quote === undefined || source.masked[span.start] !== quote) return span;
  const isClosed = span.end - span.start > 1 && source.masked[span.end - 1] === quote;
  const written = source.masked.slice(span.start + 1, isClosed ? span.end - 1 : span.end);
  return { start: span.start + 1, end: span.start + 1 + (isClosed ? written.length : written.trimEnd().length) };
}

function writeNext(writer: RunWriter, text: string, at: number, end: number, style: YamlScalar['style']): number {
  const character = text[at] ?? '';
  const fold = character === ' ' || character === '\t' || character === '\r' || character === '\n' ? foldAt(text, at, end) : undefined;
  if (fold !== undefined) {
    writer.write(fold.text, at, fold.end);
    return fold.end;
  }
  if (style === 'single' && character === "'") {
    const length = text[at + 1] === "'" && at + 1 < end ? 2 : 1;
    writer.write("'", at, at + length);
    return at + length;
  }
  if (style === 'double' && character === '\\') {
    const decoded = readEscape(text, at, end);
    writer.write(decoded.text, at, decoded.end);
    return decoded.end;
  }
  const plain = plainEnd(text, at, end);
  writer.write(text.slice(at, plain), at, plain);
  return plain;
}

function plainEnd(text: string, from: number, end: number): number {
  let at = from + 1;
  while (at < end && !" \t\r\n'\\".includes(text[at] ?? '')) at++;
  return at;
}

/** A line end with the blanks around it: one blank, or as many line ends as there are empty lines. */
function foldAt(text: string, from: number, end: number): { readonly text: string; readonly end: number } | undefined {
  let at = from;
  let lines = 0;
  while (at < end && ' \t\r\n'.includes(text[at] ?? '')) {
    if (text[at] === '\n') lines += 1;
    at += 1;
  }
  if (lines > 0) return { text: lines === 1 ? ' ' : '\n'.repeat(lines - 1), end: at };
  return { text: text.slice(from, at), end: at };
}
