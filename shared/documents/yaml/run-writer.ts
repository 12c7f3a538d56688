import type { EmbeddedRun } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';

/** Gathers the runs of a text; those that follow each other letter by letter become one. */
export interface RunWriter {
  readonly runs: readonly EmbeddedRun[];
  readonly write: (text: string, start: number, end: number) => void;
  readonly add: (run: EmbeddedRun) => void;
}

export function runWriter(): RunWriter {
  const runs: EmbeddedRun[] = [];
  const write = (text: string, start: number, end: number): void => {
    const before = runs.at(-1);
    if (text === '') return;
    const goesOn =
      before?.text !== undefined && before.origin === undefined && before.span.end === start && isExact(before.text, before.span);
    if (before?.text === undefined || !goesOn || !isExact(text, { start, end }))
      runs.push({ text, span: { start, end }, origin: undefined });
    else runs[runs.length - 1] = { text: before.text + text, span: { start: before.span.start, end }, origin: undefined };
  };
  return { runs, write, add: (run) => runs.push(run) };
}

function isExact(text: string, { start, end }: Span): boolean {
  return text.length === end - start;
}
