/** A half-open range of UTF-16 offsets in one document. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** From `start` up to, not with, `end`. */
export function span(start: number, end: number): Span {
  return { start, end };
}

/** True where `inner` lies in `outer`, or is the same. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** True at both ends too: a cursor behind the last character is in the span. */
export function containsOffset(outer: Span, offset: number): boolean {
  return outer.start <= offset && offset <= outer.end;
}
