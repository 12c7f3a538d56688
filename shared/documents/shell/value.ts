import { cutRun } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import type { Piece, Word } from '../command.ts';

/** A piece of a value on its way through the script. */
export interface Run extends Piece {
  /** Not split at blanks, no pattern: it stood in quotes. */
  readonly quoted: boolean;
  /** Unknown because nothing in the file sets it (the environment, `$1`): `${X:-default}` takes its default. */
  readonly absent?: boolean;
  /** Unknown because a loop may have set it before; whatever it was, the loop's end says. */
  readonly carried?: boolean;
  /** Given up because it grew beyond measure; so is what it becomes part of. */
  readonly endless?: boolean;
  /** The same text stands in several places, so that no one place holds it. */
  readonly nowhere?: boolean;
  /** Of an unknown one that came through a variable: where it first stood. One that stands there on two paths is the same. */
  readonly home?: Span;
}

export type Runs = readonly Run[];

/** What a variable holds. */
export interface Variable {
  readonly runs: Runs;
  /** The elements of an array; then `runs` is the first of them. */
  readonly elements: readonly Word[] | undefined;
  readonly exported: boolean;
  /** Commands that it holds by the path that was taken, where the paths have nothing in common. */
  readonly alternatives?: readonly Variable[];
}

export function unknownRun(span: Span, quoted = false): Run {
  return { text: undefined, span, origin: undefined, quoted };
}

export function knownRun(text: string, span: Span, quoted = false): Run {
  return { text, span, origin: undefined, quoted };
}

/** The text of all runs; undefined where one is not known. */
export function textOf(runs: readonly Piece[]): string | undefined {
  if (runs.length === 1) return runs[0]?.text;
  let text = '';
  for (const run of runs) {
    if (run.text === undefined) return undefined;
    text += run.text;
  }
  return text;
}

export function isAbsent(runs: Runs): boolean {
  return runs.length > 0 && runs.every((run) => run.absent === true);
}

export function isCarried(runs: Runs): boolean {
  return runs.length > 0 && runs.every((run) => run.carried === true);
}

/** A stored value as it appears at an expansion: it stands at `at`, and its origin is where it was written. */
export function through(runs: readonly Piece[], at: Span, quoted: boolean): Run[] {
  return (runs as Runs).map((run) => ({
    text: run.text,
    span: at,
    origin: run.text === undefined || run.nowhere === true ? undefined : (run.origin ?? run.span),
    quoted,
    absent: run.absent,
    endless: run.endless,
    nowhere: run.nowhere,
    home: run.text === undefined ? (run.home ?? run.span) : undefined,
  }));
}

/** Characters `from` to `to` of runs whose text is known. */
export function cutRuns<T extends Piece>(runs: readonly T[], from: number, to: number): T[] {
  const kept: T[] = [];
  let at = 0;
  for (const run of runs) {
    const length = run.text?.length ?? 0;
    if (at + length > from && at < to) {
      const cut = cutRun(run, Math.max(0, from - at), to - at);
      if (cut !== undefined) kept.push(cut);
    }
    at += length;
  }
  return kept;
}
