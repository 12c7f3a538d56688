import type { Span } from '../../text/span.ts';
import type { Word } from '../command.ts';
import { knownRun, type Run, textOf, through, unknownRun } from './value.ts';

/** The words that one word of the script becomes, as it grows. */
export interface Growing {
  readonly out: Word[];
  readonly span: Span;
  readonly source: string;
  /** As in an assignment: no splitting, no patterns, arrays joined. */
  readonly scalar: boolean;
  runs: Run[];
  split: boolean;
  spread: boolean;
}

export function addRuns(growing: Growing, runs: readonly Run[], quoted: boolean): void {
  growing.runs.push(...runs);
  if (!quoted && !growing.scalar) growing.split = true;
}

/** Adds the elements of an array: a word each, or joined by blanks. */
export function addElements(growing: Growing, elements: readonly Word[], joined: boolean, at: Span, quoted: boolean): void {
  const together = growing.scalar || (joined && quoted);
  elements.forEach((element, index) => {
    if (index > 0 && together) growing.runs.push({ ...knownRun(' ', at, quoted), nowhere: true });
    else if (index > 0) endWord(growing);
    addRuns(growing, through(element.pieces, at, quoted), quoted);
    if (element.spread === true) growing.spread = true;
  });
}

/** Adds what may be any number of words. */
export function addUnknownElements(growing: Growing, absent: boolean, at: Span, quoted: boolean): void {
  growing.runs.push({ ...unknownRun(at, quoted), absent });
  growing.spread = true;
}

/** Closes the word that is growing and starts another. */
export function endWord(growing: Growing): void {
  const { runs, out, span, source, split } = growing;
  const spread = growing.spread || (split && runs.length > 0 && runs.every((run) => run.text === undefined && !run.quoted));
  growing.runs = [];
  growing.spread = false;
  growing.split = false;
  if (split && runs.some((run) => !run.quoted && run.text !== undefined && hasBlank(run.text))) {
    addFields(runs, span, source, out);
    return;
  }
  if (runs.length === 0 || (split && runs.every((run) => run.text === '' && !run.quoted))) return;
  out.push({ text: textOf(runs), source, span, pieces: runs, spread });
}

function hasBlank(text: string): boolean {
  return text.includes(' ') || text.includes('\n') || text.includes('\t');
}

/** Splits unquoted expansions at blanks, as IFS does by default; each part keeps its place. */
function addFields(runs: readonly Run[], span: Span, source: string, out: Word[]): void {
  let field: Run[] = [];
  const end = (): void => {
    if (field.length > 0) {
      const spread = field.every((run) => run.text === undefined && !run.quoted);
      out.push({ text: textOf(field), source, span, pieces: field, spread });
    }
    field = [];
  };
  for (const run of runs) {
    if (run.quoted || run.text === undefined) field.push(run);
    else splitRun(run, field, end, (part) => field.push(part));
  }
  end();
}

function splitRun(run: Run, _field: readonly Run[], end: () => void, add: (part: Run) => void): void {
  const text = run.text ?? '';
  let at = 0;
  for (const match of text.matchAll(/[ \t\n]+|[^ \t\n]+/g)) {
    const part = match[0];
    if (hasBlank(part)) end();
    else add(cutOf(run, at, at + part.length));
    at += part.length;
  }
}

function cutOf(run: Run, from: number, to: number): Run {
  const text = (run.text ?? '').slice(from, to);
  const { origin } = run;
  if (origin === undefined) return { ...run, text };
  const exact = origin.end - origin.start === (run.text ?? '').length;
  return { ...run, text, origin: exact ? { start: origin.start + from, end: origin.start + to } : undefined };
}
