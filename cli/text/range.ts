import type { LineMap, Position } from '../../shared/text/line-map.ts';
import type { Span } from '../../shared/text/span.ts';

/** A span as programs read it. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Lines and characters from 0, as JSON output has them. */
export function rangeOf({ start, end }: Span, lines: LineMap): Range {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}
