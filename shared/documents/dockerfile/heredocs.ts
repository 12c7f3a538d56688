import type { Span } from '../../text/span.ts';

/** Where an instruction ends with the heredocs that its words open, each one after the other from `end` on; `end` itself if there are none. */
export function endOfHeredocs(text: string, keyword: string, lines: readonly Span[], end: number): number {
  if (!mayHaveHeredocs(text, keyword, lines)) return end;
  let at = end;
  for (const { start, end: to } of lines) {
    for (const [, hyphen, name = ''] of text.slice(start, to).matchAll(/(?<![^ \t])<<(-?)([^\s<]\S*)/g)) {
      const delimiter = delimiterOf(name);
      if (delimiter !== '') at = endOfHeredoc(text, delimiter, hyphen === '-', at);
    }
  }
  return at;
}

function mayHaveHeredocs(text: string, keyword: string, lines: readonly Span[]): boolean {
  const first = lines[0];
  if (first === undefined) return false;
  const triggered = keyword === 'ONBUILD' ? /^\S+/.exec(text.slice(first.start, first.end))?.[0].toUpperCase() : keyword;
  return triggered === 'RUN' || triggered === 'COPY' || triggered === 'ADD';
}

/** A delimiter without its quotes or its backslash; empty: quotes that are not closed. */
function delimiterOf(written: string): string {
  const quote = written[0];
  if (quote !== '"' && quote !== "'") return written.replaceAll('\\', '');
  return written.length > 1 && written.endsWith(quote) ? written.slice(1, -1) : '';
}

/** The end of the line that says the delimiter alone; the text's end where none does. */
function endOfHeredoc(text: string, delimiter: string, mayBeIndented: boolean, from: number): number {
  for (let at = text.indexOf(delimiter, from); at >= 0; at = text.indexOf(delimiter, at + 1)) {
    const end = at + delimiter.length;
    let start = at;
    while (mayBeIndented && text[start - 1] === '\t') start--;
    if (start > from && isLineEnd(text[start - 1]) && (end === text.length || isLineEnd(text[end]))) return end;
  }
  return text.length;
}

function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}
