import type { EmbeddedText } from '../../text/embedded-text.ts';
import { afterIndentation, indentationOf, type TextLine } from '../../text/text-lines.ts';
import { encodeLines, linesAsText } from '../prose/block.ts';

/** As docutils counts. */
export const tabSize = 8;

/** The lines that belong to what stands above them, because they are indented further. */
export interface IndentedBody {
  readonly embedded: EmbeddedText;
  readonly encode: (text: string) => string;
  readonly fileName: string | undefined;
  /** Where the last line that is not blank ends. */
  readonly end: number;
  /** The line after the body. */
  readonly next: number;
}

/** The body below a line whose content starts at `columns`; `hasOptions`: `:name: value` lines may stand before it. */
export function bodyBelow(
  text: string,
  lines: readonly TextLine[],
  index: number,
  columns: number,
  hasOptions = false,
): IndentedBody | undefined {
  const options = hasOptions ? optionsBelow(text, lines, index, columns) : [];
  const first = index + 1 + options.length;
  const { last, least } = extentOf(text, lines, first, columns);
  const end = lines[last]?.end;
  if (end === undefined) return undefined;
  const content = lines.slice(first, last + 1).map((line) => ({ ...line, start: afterIndentation(text, line, least, tabSize) }));
  return { embedded: linesAsText(text, content), encode: encodeLines(text, content), fileName: fileNameIn(options), end, next: last + 1 };
}

/** The last line that is not blank, and the indentation that all have. */
function extentOf(text: string, lines: readonly TextLine[], first: number, columns: number) {
  let last = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let at = first; at < lines.length; at++) {
    const line = lines[at];
    const own = line && indentationOf(text, line, tabSize);
    if (own === undefined) continue;
    if (own <= columns) break;
    least = Math.min(least, own);
    last = at;
  }
  return { last, least };
}

function optionsBelow(text: string, lines: readonly TextLine[], index: number, columns: number): readonly string[] {
  const options: string[] = [];
  for (let at = index + 1; at < lines.length; at++) {
    const line = lines[at];
    const written = line && text.slice(line.start, line.end);
    if (line === undefined || written === undefined || !/^\s*:[\w-]+:/.test(written)) break;
    if ((indentationOf(text, line, tabSize) ?? 0) <= columns) break;
    options.push(written);
  }
  return options;
}

function fileNameIn(options: readonly string[]): string | undefined {
  return options.flatMap((option) => /^\s*:(?:caption|name):\s*([\w./-]+\.\w+|Dockerfile)\s*$/.exec(option)?.[1] ?? [])[0];
}
