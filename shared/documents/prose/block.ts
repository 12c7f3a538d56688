import { type EmbeddedRun, type EmbeddedText, embeddedText } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import type { TextLine } from '../../text/text-lines.ts';

/** A text of another language that a document shows: a fence, a literal block. */
export interface Block {
  /** The language as the document names it, in lower case; empty: it names none. */
  readonly language: string;
  /** The name of the file that the block shows, where the document says it. */
  readonly fileName: string | undefined;
  readonly embedded: EmbeddedText;
  /** Text of the block as the document writes it. Absent: as it is. */
  readonly encode?: (text: string) => string;
  /** With the lines that mark the block. */
  readonly span: Span;
}

/** A block, and the line after it. */
export interface BlockAt {
  readonly block: Block;
  readonly next: number;
}

/** The lines of a block, each from where its indentation is taken off, as one text. */
export function linesAsText(text: string, lines: readonly TextLine[]): EmbeddedText {
  const runs: EmbeddedRun[] = [];
  let open: Span | undefined;
  const close = (): void => {
    if (open !== undefined && open.end > open.start) runs.push({ text: text.slice(open.start, open.end), span: open, origin: undefined });
  };
  for (const { start, next } of lines) {
    if (open?.end === start) {
      open = { start: open.start, end: next };
      continue;
    }
    close();
    open = { start, end: next };
  }
  close();
  return embeddedText(runs);
}

/** A new line of a block starts as its others do: behind the marks of a quote, indented as in a list. */
export function encodeLines(text: string, lines: readonly TextLine[]): (written: string) => string {
  const start = lines.find((line) => line.end > line.start)?.start ?? 0;
  const prefix = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return (written) => written.replaceAll('\n', () => `\n${prefix}`);
}
