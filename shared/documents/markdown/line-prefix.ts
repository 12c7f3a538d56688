import { afterIndentation, type TextLine } from '../../text/text-lines.ts';

/** What stands before the content of a line: quote marks, list marks and white space. */
export interface LinePrefix {
  /** Where the content starts. */
  readonly at: number;
  /** How many quote marks there are. */
  readonly quotes: number;
  /** Columns from the last quote mark to the content. */
  readonly indentation: number;
}

const marks = /(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*[ \t]*/y;

export function linePrefix(text: string, { start, end }: TextLine): LinePrefix {
  marks.lastIndex = start;
  const at = Math.min(start + (marks.exec(text)?.[0].length ?? 0), end);
  const prefix = text.slice(start, at);
  const quotes = prefix.split('>').length - 1;
  return { at, quotes, indentation: columnsOf(prefix.slice(prefix.lastIndexOf('>') + 1)) };
}

/** The line as a line of a block that opened behind `prefix`; undefined: it lies outside of the block's quote. */
export function withoutPrefix(text: string, line: TextLine, { quotes, indentation }: LinePrefix): TextLine | undefined {
  let start = line.start;
  for (let left = quotes; left > 0; left--) {
    while (start < line.end && (text[start] === ' ' || text[start] === '\t')) start++;
    if (start >= line.end || text[start] !== '>') return undefined;
    start++;
  }
  return { ...line, start: afterIndentation(text, { ...line, start }, indentation) };
}

function columnsOf(prefix: string): number {
  let column = 0;
  for (const character of prefix) column += character === '\t' ? 4 - (column % 4) : 1;
  return column;
}
