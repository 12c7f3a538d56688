import type { EmbeddedRun } from '../../text/embedded-text.ts';
import type { YamlScalar } from './node.ts';
import { type RunWriter, runWriter } from './run-writer.ts';

/** Runs of a literal (`|`) or folded (`>`) scalar: without its indentation, its last line ends as the header says. */
export function blockRuns(scalar: YamlScalar): readonly EmbeddedRun[] {
  const { masked } = scalar.source;
  const { start, end } = scalar.span;
  const header = /^[|>][-+\d]*[^\n]*/.exec(masked.slice(start, end))?.[0] ?? '';
  const lines = linesIn(masked, Math.min(end, start + header.length + 1), end);
  const indentation = indentationOf(scalar, header, lines);
  const all = lines.every(({ isBlank }) => isBlank) ? [] : lines.map((line) => contentOf(line, indentation, masked));
  const written = all.findLastIndex(({ text }) => text !== '') + 1;
  const content = all.slice(0, written);
  const writer = runWriter();
  const chomp = /^[|>]\d*([-+])/.exec(header)?.[1];
  if (scalar.style === 'folded') writeFolded(writer, content);
  else writeLiteral(writer, content);
  const last = content.at(-1);
  if (last !== undefined && chomp !== '-') writer.write('\n', last.end, Math.min(end, last.next));
  if (chomp === '+') for (const line of lines.slice(written)) writer.write('\n', line.end, Math.min(end, line.next));
  return writer.runs;
}

interface Line {
  readonly start: number;
  /** Before the line end, a carriage return included. */
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
  readonly isBlank: boolean;
  readonly indentation: number;
}

function linesIn(text: string, from: number, to: number): readonly Line[] {
  const lines: Line[] = [];
  for (let start = from; start < to; ) {
    const feed = text.indexOf('\n', start);
    const next = feed < 0 || feed >= to ? to : feed + 1;
    const feedAt = feed < 0 || feed >= to ? to : feed;
    const end = feedAt > start && text[feedAt - 1] === '\r' ? feedAt - 1 : feedAt;
    const written = text.slice(start, end);
    const indentation = /^ */.exec(written)?.[0].length ?? 0;
    lines.push({ start, end, next, isBlank: indentation === written.length, indentation });
    start = next;
  }
  return lines;
}

/** That of the first line with something on it, if the header does not say. */
function indentationOf({ source, span }: YamlScalar, header: string, lines: readonly Line[]): number {
  const said = /^[|>][-+]?([1-9])/.exec(header)?.[1];
  const first = lines.find(({ isBlank }) => !isBlank)?.indentation ?? 0;
  if (said === undefined) return first;
  const lineStart = source.masked.lastIndexOf('\n', span.start - 1) + 1;
  const parent = /^ */.exec(source.masked.slice(lineStart, span.start))?.[0].length ?? 0;
  return Math.min(parent + Number(said), first);
}

interface Content extends Line {
  readonly text: string;
  /** Folding leaves it as it is: it is indented more than the others. */
  readonly isKept: boolean;
}

function contentOf(line: Line, indentation: number, text: string): Content {
  const start = line.start + Math.min(indentation, line.indentation);
  const written = text.slice(start, line.end);
  return { ...line, start, text: written, isKept: written.startsWith(' ') || written.startsWith('\t') };
}

function writeLiteral(writer: RunWriter, lines: readonly Content[]): void {
  for (const [at, line] of lines.entries()) {
    writer.write(line.text, line.start, line.end);
    if (at + 1 < lines.length) writer.write('\n', line.end, line.next);
  }
}

/** A line end is a blank, unless empty lines or lines that are indented more stand beside it. */
function writeFolded(writer: RunWriter, lines: readonly Content[]): void {
  let before: Content | undefined;
  let empty = 0;
  for (const line of lines) {
    if (line.text === '') {
      empty += 1;
      continue;
    }
    const start = before?.end ?? lines[0]?.start ?? line.start;
    writer.write(separator(before, line, empty), start, line.start);
    writer.write(line.text, line.start, line.end);
    before = line;
    empty = 0;
  }
}

function separator(before: Content | undefined, line: Content, empty: number): string {
  if (before === undefined) return '\n'.repeat(empty);
  if (before.isKept || line.isKept) return '\n'.repeat(empty + 1);
  return empty === 0 ? ' ' : '\n'.repeat(empty);
}
