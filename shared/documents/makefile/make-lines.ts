import { type EmbeddedRun, type EmbeddedText, embeddedText } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';

/** A line of a makefile with those that continue it. */
export interface MakeLine {
  readonly span: Span;
  /** True where a tab says that it belongs to a recipe. */
  readonly isRecipe: boolean;
}

/** Lines, each with its continuations. */
export function makeLines(document: string): readonly MakeLine[] {
  const lines: MakeLine[] = [];
  for (let at = 0; at < document.length; ) {
    const start = at;
    let end = endOfLine(document, at);
    while (isContinued(document, start, end) && end + 1 < document.length) end = endOfLine(document, end + 1);
    lines.push({ span: { start, end: withoutReturn(document, start, end) }, isRecipe: document[start] === '\t' });
    at = end + 1;
  }
  return lines;
}

function endOfLine(document: string, from: number): number {
  const feed = document.indexOf('\n', from);
  return feed < 0 ? document.length : feed;
}

function withoutReturn(document: string, start: number, end: number): number {
  return end > start && document[end - 1] === '\r' ? end - 1 : end;
}

/** An odd number of backslashes at the end; a carriage return after them is part of the line's end. */
function isContinued(document: string, start: number, end: number): boolean {
  let at = withoutReturn(document, start, end);
  let count = 0;
  while (at > start && document[at - 1] === '\\') {
    at -= 1;
    count += 1;
  }
  return count % 2 === 1;
}

/** The characters of a line outside recipes: continued lines are joined by a blank, and a comment is left out. */
export function joinedText(document: string, { start, end }: Span): EmbeddedText {
  const runs: EmbeddedRun[] = [];
  const comment = commentStart(document, start, end);
  let plain = start;
  for (const { index } of document.slice(start, comment).matchAll(/\\/g)) {
    const joint = jointAt(document, start + index, plain);
    if (joint === undefined) continue;
    if (joint.end > comment) break;
    addRun(runs, document, plain, joint.start);
    runs.push({ text: ' ', span: joint, origin: undefined });
    plain = joint.end;
  }
  addRun(runs, document, plain, comment);
  return embeddedText(runs);
}

const lineEnd = /\\\r?\n[ \t]*/y;

/** The backslash at a line's end with the blanks around it, as far as they are not behind `from`. */
function jointAt(document: string, backslash: number, from: number): Span | undefined {
  lineEnd.lastIndex = backslash;
  if (!lineEnd.test(document)) return undefined;
  let start = backslash;
  while (start > from && (document[start - 1] === ' ' || document[start - 1] === '\t')) start--;
  return { start, end: lineEnd.lastIndex };
}

function commentStart(document: string, start: number, end: number): number {
  const found = /(?<!\\)#/.exec(document.slice(start, end));
  return found === null ? end : start + found.index;
}

/** The characters of a recipe's line as the shell gets them: without the tabs that start the lines, and without `@`, `-` and `+`. */
export function recipeText(document: string, { start, end }: Span): EmbeddedText {
  const runs: EmbeddedRun[] = [];
  const head = /\t?[ \t@+-]*/y;
  head.lastIndex = start;
  head.exec(document);
  let at = Math.min(Math.max(start, head.lastIndex), end);
  while (at < end) {
    const feed = document.indexOf('\n', at);
    const next = feed < 0 || feed >= end ? end : feed + 1;
    addRun(runs, document, at, next);
    at = next < end && document[next] === '\t' ? next + 1 : next;
  }
  return embeddedText(runs);
}

function addRun(runs: EmbeddedRun[], document: string, start: number, end: number): void {
  if (end > start) runs.push({ text: document.slice(start, end), span: { start, end }, origin: undefined });
}
