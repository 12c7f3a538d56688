import type { Span } from './span.ts';

/** Characters that stand one after another in an embedded text, and the place in the document that gave them. */
export interface EmbeddedRun {
  /** Undefined: what stands there is not known; it is one `unknownCharacter` in the text. */
  readonly text: string | undefined;
  readonly span: Span;
  /** Where the characters are written, if elsewhere than at `span`. */
  readonly origin: Span | undefined;
}

/**
 * A text that stands inside another one: a shell command in quotes, in a heredoc, in a YAML scalar. Every offset of it
 * leads back to the document, through quotes, escapes and expansions.
 */
export interface EmbeddedText {
  readonly text: string;
  readonly runs: readonly EmbeddedRun[];
  /** Where each run starts in `text`. */
  readonly starts: readonly number[];
}

/** Stands in an embedded text for a part that is not known; a private-use character that scripts do not contain. */
export const unknownCharacter = '\uE0FF';

/** Joins runs to the text that a reader of the embedded language takes. */
export function embeddedText(runs: readonly EmbeddedRun[]): EmbeddedText {
  const starts: number[] = [];
  let text = '';
  for (const run of runs) {
    starts.push(text.length);
    text += run.text ?? unknownCharacter;
  }
  return { text, runs, starts };
}

/** The span in the document of characters `from` to `to`. */
export function documentSpan(embedded: EmbeddedText, from: number, to: number): Span {
  const start = documentOffset(embedded, from, false);
  return { start, end: Math.max(start, to > from ? documentOffset(embedded, to, true) : start) };
}

/** Characters `from` to `to` as runs with their places in the document. */
export function runsWithin(embedded: EmbeddedText, from: number, to: number): readonly EmbeddedRun[] {
  const found: EmbeddedRun[] = [];
  for (let at = runAt(embedded, from); at < embedded.runs.length; at++) {
    const run = embedded.runs[at];
    const start = embedded.starts[at] ?? 0;
    if (run === undefined || start >= to) break;
    const cut = cutRun(run, Math.max(0, from - start), to - start);
    if (cut !== undefined) found.push(cut);
  }
  return found;
}

/** Characters `from` to `to` of a run; a run that is not written letter by letter keeps its whole place. */
export function cutRun<T extends EmbeddedRun>(run: T, from: number, to: number): T | undefined {
  const { text } = run;
  if (text === undefined) return run;
  const end = Math.min(to, text.length);
  if (from >= end) return undefined;
  if (from === 0 && end === text.length) return run;
  const cut = (place: Span): Span =>
    place.end - place.start === text.length ? { start: place.start + from, end: place.start + end } : place;
  if (run.origin === undefined) return { ...run, text: text.slice(from, end), span: cut(run.span) };
  return { ...run, text: text.slice(from, end), origin: cut(run.origin) };
}

function documentOffset(embedded: EmbeddedText, offset: number, isEnd: boolean): number {
  const at = runAt(embedded, isEnd ? offset - 1 : offset);
  const run = embedded.runs[at];
  if (run === undefined) return 0;
  const length = run.text?.length ?? 1;
  const inside = Math.min(offset - (embedded.starts[at] ?? 0), length);
  if (run.origin === undefined && run.span.end - run.span.start === length) return run.span.start + inside;
  return isEnd || inside === length ? run.span.end : run.span.start;
}

/** The index of the run that holds the character at `offset`; the last run for the end of the text. */
function runAt(embedded: EmbeddedText, offset: number): number {
  let low = 0;
  let high = embedded.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((embedded.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
