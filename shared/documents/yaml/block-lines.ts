import type { EmbeddedRun } from '../../text/embedded-text.ts';
import type { YamlScalar } from './node.ts';

/** A line of a block scalar, without its indentation. */
export interface BlockLine {
  readonly start: number;
  /** Before the line end. */
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
  readonly text: string;
  /** Folding leaves it as it is: it is indented more than the others. */
  readonly isKept: boolean;
  /** What stands in the place of a template's line. */
  readonly runs?: readonly EmbeddedRun[];
  /** True if the next line goes on after `runs` on the same line. */
  readonly goesOn?: boolean;
}

/** The lines between the header and the end of a block scalar. */
export function blockLines(scalar: YamlScalar, header: string): readonly BlockLine[] {
  const { masked } = scalar.source;
  const { start, end } = scalar.span;
  const lines = linesIn(masked, Math.min(end, start + header.length + 1), end);
  const isEmpty = lines.every(({ isBlank }) => isBlank);
  const indentation = isEmpty ? Number.POSITIVE_INFINITY : indentationOf(scalar, header, lines);
  return lines.map((line) => withoutIndentation(line, indentation, masked));
}

interface Line {
  readonly start: number;
  /** A carriage return belongs to the line end. */
  readonly end: number;
  readonly next: number;
  readonly isBlank: boolean;
  readonly indentation: number;
}

function linesIn(text: string, from: number, to: number): readonly Line[] {
  const lines: Line[] = [];
  for (let start = from; start < to; ) {
    const feed = text.indexOf('\n', start);
    const isLast = feed < 0 || feed >= to;
    const feedAt = isLast ? to : feed;
    const end = feedAt > start && text[feedAt - 1] === '\r' ? feedAt - 1 : feedAt;
    const written = text.slice(start, end);
    const indentation = /^ */.exec(written)?.[0].length ?? 0;
    const next = isLast ? to : feed + 1;
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

function withoutIndentation(line: Line, indentation: number, text: string): BlockLine {
  const start = line.start + Math.min(indentation, line.indentation);
  const written = text.slice(start, line.end);
  return { start, end: line.end, next: line.next, text: written, isKept: written.startsWith(' ') || written.startsWith('\t') };
}
