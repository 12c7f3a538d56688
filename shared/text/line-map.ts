/** Line and character, both from 0; characters are UTF-16 code units, as the language server protocol counts. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Turns offsets of one text into positions and back. Offsets outside the text are clamped to it. */
export interface LineMap {
  readonly lineCount: number;
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
  /** The text of a line without its line end; empty for a line that is not there. */
  lineText(line: number): string;
}

/** Lines end at \n, \r\n or \r, as in editors. */
export function lineMapOf(text: string): LineMap {
  const starts = lineStarts(text);
  const positionAt = (offset: number): Position => {
    const clamped = Math.max(0, Math.min(offset, text.length));
    const line = lineOf(starts, clamped);
    return { line, character: clamped - (starts[line] ?? 0) };
  };
  const offsetAt = ({ line, character }: Position): number => {
    if (line < 0) return 0;
    const start = starts[line];
    if (start === undefined) return text.length;
    return Math.max(start, Math.min(start + character, starts[line + 1] ?? text.length));
  };
  const lineText = (line: number): string =>
    text.slice(starts[line] ?? text.length, starts[line + 1] ?? text.length).replace(/[\r\n]+$/, '');
  return { lineCount: starts.length, positionAt, offsetAt, lineText };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
