import type { Location, Position, Range } from 'vscode-languageserver/node';
import { boundedCache } from '../shared/models/bounded-cache.ts';
import type { Files } from '../shared/models/files.ts';
import { type LineMap, lineMapOf } from '../shared/text/line-map.ts';
import type { Span } from '../shared/text/span.ts';
import { uriOfPath } from './document-path.ts';
import type { OpenDocuments } from './open-documents.ts';

/** Turns the core's paths and spans into the protocol's URIs and ranges, for open documents and files on disk alike. */
export interface Places {
  readonly rangeOf: (path: string, span: Span) => Range;
  /** The range, cut off at the end of its first line: a squiggle over a whole section hides the text it is about. */
  readonly firstLineOf: (path: string, span: Span) => Range;
  readonly locationOf: (path: string, span: Span) => Location;
  /** Of a notebook, the cell that holds the span. */
  readonly uriOf: (path: string, span?: Span) => string;
}

export function places(documents: OpenDocuments, files: Files): Places {
  const maps = boundedCache<string, { readonly text: string; readonly lines: LineMap }>(16);
  const linesOf = (path: string): LineMap => {
    const text = documents.atPath(path)?.document.getText() ?? files.read(path) ?? '';
    const known = maps.get(path);
    if (known?.text === text) return known.lines;
    const lines = lineMapOf(text);
    maps.set(path, { text, lines });
    return lines;
  };
  const rangeIn = (path: string, { start, end }: Span): Range => {
    const lines = linesOf(path);
    return { start: lines.positionAt(start), end: lines.positionAt(end) };
  };
  const shown = (path: string, { start }: Span, range: Range): Range => {
    const firstLine = documents.atPath(path, start)?.cell?.firstLine;
    return firstLine === undefined ? range : { start: linesUp(range.start, firstLine), end: linesUp(range.end, firstLine) };
  };
  const rangeOf = (path: string, span: Span): Range => shown(path, span, rangeIn(path, span));
  const firstLineOf = (path: string, span: Span): Range => {
    const { start, end } = rangeIn(path, span);
    const last = end.line === start.line ? end : { line: start.line, character: linesOf(path).lineText(start.line).length };
    return shown(path, span, { start, end: last });
  };
  const uriOf = (path: string, span?: Span): string => documents.atPath(path, span?.start)?.uri ?? uriOfPath(path);
  return { rangeOf, firstLineOf, uriOf, locationOf: (path, span) => ({ uri: uriOf(path, span), range: rangeOf(path, span) }) };
}

function linesUp({ line, character }: Position, lines: number): Position {
  return { line: Math.max(0, line - lines), character };
}
