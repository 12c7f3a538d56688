import { printable } from './printable.ts';
import { characterWidth, widthOf } from './width.ts';

/** A line of a file and the marks under it, in columns of a terminal. */
export interface Snippet {
  readonly line: string;
  readonly marks: string;
}

const tabStop = 4;
const ellipsis = '…';

/**
 * The line with carets under characters `from` to `to` (UTF-16, `to` past the end for a span that goes on below). A line wider
 * than `columns` is cut around the marks.
 */
export function snippetOf(text: string, from: number, to: number, columns: number): Snippet {
  const cells = cellsOf(text);
  const before = columnsOf(cells, 0, from);
  const marked = Math.max(1, columnsOf(cells, from, Math.max(to, from)));
  const total = columnsOf(cells, 0, text.length);
  if (total <= columns) return { line: cells.map(({ shown }) => shown).join(''), marks: marksAt(before, marked) };
  return cutSnippet(cells, { before, marked, total }, columns);
}

/** One character as it is shown. */
interface Cell {
  readonly start: number;
  readonly shown: string;
  readonly width: number;
}

function cellsOf(text: string): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  let start = 0;
  for (const character of text) {
    const shown = character === '\t' ? ' '.repeat(tabStop - (column % tabStop)) : printable(character);
    const width = character === '\t' ? shown.length : characterWidth(shown);
    cells.push({ start, shown, width });
    column += width;
    start += character.length;
  }
  return cells;
}

function columnsOf(cells: readonly Cell[], from: number, to: number): number {
  return cells.reduce((sum, { start, width }) => (start >= from && start < to ? sum + width : sum), 0);
}

function marksAt(before: number, count: number): string {
  return ' '.repeat(before) + '^'.repeat(count);
}

/** A third of the room stands before the marks: what leads to them says more than what follows. */
function cutSnippet(
  cells: readonly Cell[],
  { before, marked, total }: Record<'before' | 'marked' | 'total', number>,
  columns: number,
): Snippet {
  const room = Math.max(columns - 2, 1);
  const first = Math.max(0, Math.min(before - Math.floor(room / 3), total - room));
  let column = 0;
  const kept = cells.filter(({ width }) => {
    const at = column;
    column += width;
    return at >= first && at + width <= first + room;
  });
  const skipped = columnsBefore(cells, kept[0]);
  const line = kept.map(({ shown }) => shown).join('');
  const end = skipped + widthOf(line);
  const lead = skipped > 0 ? ellipsis : '';
  const count = Math.max(1, Math.min(marked, end - before));
  return { line: `${lead}${line}${end < total ? ellipsis : ''}`, marks: marksAt(before - skipped + lead.length, count) };
}

function columnsBefore(cells: readonly Cell[], first: Cell | undefined): number {
  return first === undefined ? 0 : columnsOf(cells, 0, first.start);
}
