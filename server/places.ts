import type { Location, Range } from 'vscode-languageserver/node';
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
  readonly uriOf: (path: string) => string;
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
  const rangeOf = (path: string, { start, end }: Span): Range => {
    const lines = linesOf(path);
    return { start: lines.positionAt(start), end: lines.positionAt(end) };
  };
  const firstLineOf = (path: string, span: Span): Range => {
    const { start, end } = rangeOf(path, span);
    return end.line === start.line
      ? { start, end }
      : { start, end: { line: start.line, character: linesOf(path).lineText(start.line).length } };
  };
  const uriOf = (path: string): string => documents.atPath(path)?.uri ?? uriOfPath(path);
  return { rangeOf, firstLineOf, uriOf, locationOf: (path, span) => ({ uri: uriOf(path), range: rangeOf(path, span) }) };
}
