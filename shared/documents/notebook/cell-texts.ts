import { embeddedText } from '../../text/embedded-text.ts';
import type { Cell, Notebook } from './notebook.ts';

/** Starts a cell in the joined text of a notebook; a private-use character that no cell contains. */
const cellMark = '\uE0FE';

/** The cells of a notebook that an editor has open, as one text: each after a line with its language. */
export interface JoinedCells {
  readonly text: string;
  /** Where the text of each cell starts. */
  readonly starts: readonly number[];
}

export interface CellText {
  readonly languageId: string;
  readonly text: string;
}

export function joinCells(cells: readonly CellText[]): JoinedCells {
  const starts: number[] = [];
  let text = cellMark;
  for (const [at, { languageId, text: own }] of cells.entries()) {
    text += `${at === 0 ? '' : `\n${cellMark}`}${languageId}\n`;
    starts.push(text.length);
    text += own;
  }
  return { text, starts };
}

/** True for a text that `joinCells` made. */
export function isJoined(text: string): boolean {
  return text.startsWith(cellMark);
}

export function joinedNotebook(text: string): Notebook {
  const cells: Cell[] = [];
  for (let at = 0; at < text.length; ) {
    const head = text.indexOf('\n', at);
    const next = text.indexOf(`\n${cellMark}`, at);
    const end = next < 0 ? text.length : next;
    if (head < 0 || head > end) break;
    cells.push(cellOf(text, text.slice(at + 1, head), head + 1, Math.max(head + 1, end)));
    at = next < 0 ? text.length : next + 1;
  }
  return { cells, language: undefined, encode: (written) => written };
}

function cellOf(text: string, languageId: string, start: number, end: number): Cell {
  const source = embeddedText([{ text: text.slice(start, end), span: { start, end }, origin: undefined }]);
  return { kind: languageId === 'markdown' ? 'markdown' : 'code', language: languageId, source };
}
