import type { Span } from '../../text/span.ts';
import type { Piece, Word } from '../command.ts';
import type { Keywords } from '../keywords.ts';

/** What an expression is known to be. */
export type Value = TextValue | ScalarValue | ListValue | DictValue | CallValue | UnknownValue;

export interface TextValue {
  readonly kind: 'text';
  /** Characters and where they are written; a run without text is unknown. */
  readonly runs: readonly Piece[];
}

/** A number, True, False or None, as it is written. */
export interface ScalarValue {
  readonly kind: 'scalar';
  readonly value: number | boolean | null;
  readonly piece: Piece;
}

export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Item[];
}

export interface Item {
  readonly value: Value;
  readonly span: Span;
  /** True where it stands for any number of items. */
  readonly spread: boolean;
}

export interface DictValue {
  readonly kind: 'dict';
  readonly entries: readonly Entry[];
  /** False where it may hold more, or other values. */
  readonly complete: boolean;
  readonly span: Span;
}

export interface Entry {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Value;
  readonly span: Span;
}

/** What a call gives: `TurbomindEngineConfig(tp=4)`. */
export interface CallValue {
  readonly kind: 'call';
  readonly keywords: () => Keywords;
}

export interface UnknownValue {
  readonly kind: 'unknown';
}

export const unknown: UnknownValue = { kind: 'unknown' };

/** A value that a name stands for: it stands at `at`, and its origin is where it is written. */
export function through(value: Value, at: Span): Value {
  switch (value.kind) {
    case 'text':
      return { kind: 'text', runs: value.runs.map((run) => throughPiece(run, at)) };
    case 'scalar':
      return { ...value, piece: throughPiece(value.piece, at) };
    case 'list':
      return { kind: 'list', items: value.items.map((item) => ({ ...item, value: through(item.value, at), span: at })) };
    case 'dict':
      return { ...value, entries: value.entries.map((entry) => ({ ...entry, value: through(entry.value, at), span: at })) };
    default:
      return value;
  }
}

function throughPiece({ text, span, origin }: Piece, at: Span): Piece {
  return { text, span: at, origin: text === undefined ? undefined : (origin ?? span) };
}

/** The runs of a value as text takes it in: `f"{TP}"`, `str(TP)`. */
export function runsOf(value: Value, at: Span): readonly Piece[] {
  if (value.kind === 'text') return value.runs;
  if (value.kind === 'scalar') return [value.piece];
  return [{ text: undefined, span: at, origin: undefined }];
}

/** The whole text of runs; undefined where a part is unknown. */
export function textOfRuns(runs: readonly Piece[]): string | undefined {
  return runs.some(({ text }) => text === undefined) ? undefined : runs.map(({ text }) => text).join('');
}

/** The value as one word; what is no text has the place of its expression. */
export function wordOf(value: Value, at: Span, document: string, spread = false): Word {
  const pieces = runsOf(value, at);
  const span = pieces.length === 1 && pieces[0] !== undefined ? pieces[0].span : at;
  const word = { text: textOfRuns(pieces), source: document.slice(span.start, span.end), span, pieces };
  return spread ? { ...word, spread } : word;
}

/** The value as plain data; undefined where a part of it is unknown, or it is no data. */
export function plainOf(value: Value): { readonly data: unknown } | undefined {
  switch (value.kind) {
    case 'text':
      return known(textOfRuns(value.runs));
    case 'scalar':
      return { data: value.value };
    case 'list':
      return plainList(value);
    case 'dict':
      return plainDict(value);
    default:
      return undefined;
  }
}

function known(data: string | undefined): { readonly data: unknown } | undefined {
  return data === undefined ? undefined : { data };
}

function plainList({ items }: ListValue): { readonly data: unknown } | undefined {
  const data: unknown[] = [];
  for (const { value, spread } of items) {
    const plain = spread ? undefined : plainOf(value);
    if (plain === undefined) return undefined;
    data.push(plain.data);
  }
  return { data };
}

function plainDict({ entries, complete }: DictValue): { readonly data: unknown } | undefined {
  if (!complete) return undefined;
  const data: Record<string, unknown> = {};
  for (const { name, value } of entries) {
    const plain = plainOf(value);
    if (plain === undefined || name === '__proto__') return undefined;
    data[name] = plain.data;
  }
  return { data };
}
