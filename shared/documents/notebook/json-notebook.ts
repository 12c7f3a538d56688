import { createScanner } from 'jsonc-parser';
import { type EmbeddedRun, embeddedText } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import { jsonStringRuns } from './json-string-runs.ts';
import { jsonToken } from './json-token.ts';
import type { Cell, Notebook } from './notebook.ts';

/** The cells of an `.ipynb` file. Half a file gives the cells that it has. */
export function jsonNotebook(text: string): Notebook {
  const cells: OpenCell[] = [];
  let language: string | undefined;
  let separator: string | undefined;
  for (const { path, span, value } of stringsIn(text)) {
    if (path[0] === 'cells' && typeof path[1] === 'number') {
      const cell = cellAt(cells, path[1]);
      if (path[2] === 'source' && path.length <= 4) {
        const before = cell.last;
        if (before !== undefined && path.length === 4) separator ??= text.slice(before.end - 1, span.start + 1);
        cell.runs.push(...jsonStringRuns(text, span));
        cell.last = span;
      } else if (path[2] === 'cell_type') cell.type = value;
      else if (path[2] === 'metadata' && path.at(-1) === 'languageId') cell.language = value;
    } else if (path[0] === 'metadata' && isLanguage(path)) language ??= value;
  }
  return { cells: cells.map(closed), language, encode: (written) => encoded(written, separator) };
}

interface OpenCell {
  type: string;
  language: string | undefined;
  readonly runs: EmbeddedRun[];
  /** The string of the source that was read last. */
  last: Span | undefined;
}

/** Cells are counted as they come; none is so far off that it would leave a hole. */
function cellAt(cells: OpenCell[], index: number): OpenCell {
  while (cells.length <= index) cells.push({ type: '', language: undefined, runs: [], last: undefined });
  return cells[index] ?? { type: '', language: undefined, runs: [], last: undefined };
}

function closed({ type, language, runs }: OpenCell): Cell {
  return { kind: type === 'code' || type === 'markdown' ? type : 'other', language, source: embeddedText(runs) };
}

function isLanguage(path: Path): boolean {
  return (path[1] === 'kernelspec' && path[2] === 'language') || (path[1] === 'language_info' && path[2] === 'name');
}

/** A new line of a cell is a new string of the list, where the notebook writes its sources as lists. */
function encoded(text: string, separator: string | undefined): string {
  const escaped = JSON.stringify(text).slice(1, -1);
  return separator === undefined ? escaped : escaped.replaceAll('\\n', () => `\\n${separator}`);
}

type Path = readonly (string | number)[];

interface JsonString {
  readonly path: Path;
  /** With its quotes. */
  readonly span: Span;
  readonly value: string;
}

interface Level {
  readonly isList: boolean;
  key: string | number;
  expectsKey: boolean;
}

/** Every string that is a value, with where it stands. Level by level, without calling itself: outputs may be nested at will. */
function* stringsIn(text: string): Generator<JsonString> {
  const scanner = createScanner(text, true);
  const levels: Level[] = [];
  for (let token: number = scanner.scan(); token !== jsonToken.end; token = scanner.scan()) {
    const level = levels.at(-1);
    if (token === jsonToken.openBrace) levels.push({ isList: false, key: '', expectsKey: true });
    else if (token === jsonToken.openBracket) levels.push({ isList: true, key: 0, expectsKey: false });
    else if (token === jsonToken.closeBrace || token === jsonToken.closeBracket) levels.pop();
    else if (level === undefined) continue;
    else if (token === jsonToken.colon) level.expectsKey = false;
    else if (token === jsonToken.comma) nextIn(level);
    else if (token !== jsonToken.string) continue;
    else if (level.expectsKey) level.key = scanner.getTokenValue();
    else if (levels.length <= deepest) {
      const start = scanner.getTokenOffset();
      const span = { start, end: start + scanner.getTokenLength() };
      yield { path: levels.map(({ key }) => key), span, value: scanner.getTokenValue() };
    }
  }
}

/** Nothing of ours stands deeper: `cells`, a cell, `metadata`, `vscode`, `languageId`. */
const deepest = 6;

function nextIn(level: Level): void {
  if (level.isList && typeof level.key === 'number') level.key += 1;
  else level.expectsKey = true;
}
