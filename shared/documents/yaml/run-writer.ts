import type { EmbeddedRun } from '../../text/embedded-text.ts';

/** Gathers the runs of a text; those that follow each other letter by letter become one. */
export interface RunWriter {
  readonly runs: readonly EmbeddedRun[];
  readonly write: (text: string, start: number, end: number) => void;
}

export function runWriter(): RunWriter {
  const runs: { text: string; span: { start: number; end: number }; origin: undefined }[] = [];
  const write = (text: string, start: number, end: number): void => {
    const before = runs.at(-1);
    if (text === '') return;
    const isExact = before !== undefined && before.text.length === before.span.end - before.span.start && text.length === end - start;
    if (isExact && before.span.end === start) {
      before.text += text;
      before.span = { start: before.span.start, end };
    } else runs.push({ text, span: { start, end }, origin: undefined });
  };
  return { runs, write };
}
