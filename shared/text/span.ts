/** A half-open range of UTF-16 offsets in one document. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function span(start: number, end: number): Span {
  return { start, end };
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function containsOffset(outer: Span, offset: number): boolean {
  return outer.start <= offset && offset <= outer.end;
}

export function shift(moved: Span, by: number): Span {
  return { start: moved.start + by, end: moved.end + by };
}
