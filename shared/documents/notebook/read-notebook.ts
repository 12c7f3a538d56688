import { type EmbeddedRun, type EmbeddedText, embeddedText, runsWithin } from '../../text/embedded-text.ts';
import type { Command, Word } from '../command.ts';
import type { DocumentReader } from '../document.ts';
import { nothingAround } from '../document.ts';
import { kindOf } from '../kind-of.ts';
import type { Understood } from '../prose/guests.ts';
import { readEmbeddedShell } from '../shell/read-shell.ts';
import { withinHost } from '../within-host.ts';
import { type CellParts, cellParts, environmentMagic, type LineMagic, type Part } from './cell-parts.ts';
import { interpolate } from './interpolate.ts';
import type { Cell, Notebook } from './notebook.ts';
import { type PythonConstants, pythonConstants } from './python-constants.ts';

/** Reads the cells in their order: those in Python as one module, commands and scripts each by itself, Markdown as Markdown. */
export function readNotebook(notebook: Notebook, host: string, readers: readonly DocumentReader[]): Understood {
  const taken = notebook.cells.map((cell): TakenCell => ({ cell, parts: isPython(cell, notebook) ? cellParts(cell) : undefined }));
  const python = embeddedText(taken.flatMap(({ cell, parts }) => (parts === undefined ? [] : withLineEnd(parts.python, cell))));
  const reading: Reading = { host, notebook, readers, constants: pythonConstants(python), environment: new Map(), folder: undefined };
  const read = [readWith(reading, 'python', python), ...taken.map((each) => readCell(each, reading))];
  return {
    commands: read.flatMap(({ commands }) => commands).sort((one, other) => one.start - other.start),
    comments: read.flatMap(({ comments }) => comments).sort((one, other) => one.span.start - other.span.start),
  };
}

interface TakenCell {
  readonly cell: Cell;
  /** Undefined: the cell is not in Python. */
  readonly parts: CellParts | undefined;
}

interface Reading {
  readonly host: string;
  readonly notebook: Notebook;
  readonly readers: readonly DocumentReader[];
  readonly constants: PythonConstants;
  /** What `%env` has set so far. */
  readonly environment: Map<string, Word>;
  /** Where `%cd` has gone. */
  folder: Word | undefined;
}

const nothing: Understood = { commands: [], comments: [] };
const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'zsh', 'shell', 'shellscript', '!', 'sx', 'system']);

function isPython({ kind, language }: Cell, notebook: Notebook): boolean {
  return kind === 'code' && /^i?python/i.test(language ?? notebook.language ?? 'python');
}

/** Cells do not run into each other. */
function withLineEnd(runs: readonly EmbeddedRun[], { source }: Cell): readonly EmbeddedRun[] {
  const end = source.runs.at(-1)?.span.end ?? 0;
  return [...runs, { text: '\n', span: { start: end, end }, origin: undefined }];
}

function readCell({ cell, parts }: TakenCell, reading: Reading): Understood {
  const { source } = cell;
  if (cell.kind === 'markdown') return readWith(reading, 'markdown', source);
  if (cell.kind !== 'code') return nothing;
  if (parts === undefined) return readLanguage(reading, (cell.language ?? reading.notebook.language ?? '').toLowerCase(), source);
  if (parts.magic !== undefined) return readCellMagic(reading, source, parts.magic);
  return joined(parts.lines.map((line) => readLineMagic(reading, source, line)));
}

function readCellMagic(reading: Reading, source: EmbeddedText, { name, argument, body }: NonNullable<CellParts['magic']>): Understood {
  const text = embeddedText(runsWithin(source, body.start, body.end));
  if (name === 'writefile' || name === 'file') {
    const path = argument.replace(/^(?:-a|--append)\s+/, '');
    const reader = reading.readers.find(({ kind }) => kind === kindOf(path));
    return reader === undefined ? nothing : readBy(reading, reader, text, path);
  }
  return readLanguage(reading, name === 'script' ? (/^(?:\S*\/)?(\w+)/.exec(argument)?.[1] ?? '') : name, text);
}

function readLanguage(reading: Reading, language: string, text: EmbeddedText): Understood {
  if (shells.has(language)) return readShellText(reading, text, false);
  return readWith(reading, /^(?:python[23]?|py)$/.test(language) ? 'python' : language, text);
}

function readLineMagic(reading: Reading, source: EmbeddedText, { name, argument, conditional }: LineMagic): Understood {
  const command = (from: number): Understood =>
    readShellText(reading, interpolate(source, { start: from, end: argument.end }, reading.constants), conditional);
  if (name === '!' || name === 'sx' || name === 'system' || name === 'sh' || name === 'bash') return command(argument.start);
  if (name === 'pip' || name === 'uv') return command(argument.start - name.length);
  if (name === 'env' || name === 'set_env') setVariable(reading, source, argument);
  if (name === 'cd') changeFolder(reading, source, argument);
  return nothing;
}

function readShellText({ host, environment, folder }: Reading, text: EmbeddedText, conditional: boolean): Understood {
  return readEmbeddedShell(text, host, { environment, workingFolder: folder, conditional });
}

/** Reads with the reader of a kind, if there is one. */
function readWith(reading: Reading, kind: string, text: EmbeddedText): Understood {
  const reader = reading.readers.find((each) => each.kind === kind);
  return reader === undefined ? nothing : readBy(reading, reader, text, '');
}

function readBy({ host, notebook }: Reading, reader: DocumentReader, embedded: EmbeddedText, path: string): Understood {
  return withinHost(reader.read(embedded.text, { ...nothingAround, path }), { embedded, host, encode: notebook.encode });
}

function setVariable(reading: Reading, source: EmbeddedText, argument: Part): void {
  const variable = environmentMagic(source.text, argument);
  if (variable !== undefined) reading.environment.set(variable.name, wordOf(reading, source, variable.value));
}

/** From a relative folder to the next: where that is depends on the first. */
function changeFolder(reading: Reading, source: EmbeddedText, { start, end }: Part): void {
  const written = source.text.slice(start, end);
  const path = written.trim();
  const from = start + (written.length - written.trimStart().length);
  const word = wordOf(reading, source, { start: from, end: from + path.length });
  const isKnown = path !== '' && !path.startsWith('-') && (reading.folder === undefined || path.startsWith('/'));
  reading.folder = isKnown ? word : { ...word, text: undefined, pieces: [{ text: undefined, span: word.span, origin: undefined }] };
}

function wordOf({ host, constants }: Reading, source: EmbeddedText, part: Part): Word {
  const { runs } = interpolate(source, part, constants);
  const span = { start: runs[0]?.span.start ?? 0, end: runs.at(-1)?.span.end ?? 0 };
  const isKnown = runs.every(({ text }) => text !== undefined);
  return {
    text: isKnown ? runs.map(({ text }) => text).join('') : undefined,
    source: host.slice(span.start, span.end),
    span,
    pieces: runs.map(({ text, span: place, origin }) => ({ text, span: place, origin })),
  };
}

function joined(read: readonly Understood[]): Understood {
  const commands: readonly Command[] = read.flatMap((each) => each.commands);
  return { commands, comments: read.flatMap(({ comments }) => comments) };
}
