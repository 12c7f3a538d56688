/** A line of a text: from `start` to `end` without its line end; the next one starts at `next`. */
export interface TextLine {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** The lines of a text, which end at \n or \r\n. */
export function textLines(text: string): readonly TextLine[] {
  const lines: TextLine[] = [];
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const next = feed < 0 ? text.length : feed + 1;
    const end = feed < 0 ? text.length : feed > start && text[feed - 1] === '\r' ? feed - 1 : feed;
    lines.push({ start, end, next });
    start = next;
  }
  return lines;
}

/** Where a line stands after `columns` columns of white space, or after what it has of it; a tab goes to the next multiple of `tabSize`. */
export function afterIndentation(text: string, line: TextLine, columns: number, tabSize = 4): number {
  let at = line.start;
  for (let column = 0; column < columns && at < line.end; at++) {
    if (text[at] === ' ') column++;
    else if (text[at] === '\t') column += tabSize - (column % tabSize);
    else break;
  }
  return at;
}

/** How many columns of white space a line starts with; undefined: there is nothing else on it. */
export function indentationOf(text: string, line: TextLine, tabSize = 4): number | undefined {
  let column = 0;
  for (let at = line.start; at < line.end; at++) {
    if (text[at] === ' ') column++;
    else if (text[at] === '\t') column += tabSize - (column % tabSize);
    else return column;
  }
  return undefined;
}
