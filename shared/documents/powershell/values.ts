import { documentSpan, type EmbeddedText, runsWithin } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import type { Piece, Word } from '../command.ts';
import { elsewhere, expandedAt, unknownPiece, wordOf } from '../word.ts';
import type { Part, WordToken } from './tokens.ts';

/** What a variable holds: one text, or the elements of an array. */
export type Value = { readonly word: Word } | { readonly elements: readonly Word[] };

/** Where a text is read: a script, or a text in one that is run as a script. */
export interface Reading {
  readonly document: string;
  readonly embedded: EmbeddedText;
  /** A variable's value by its name in small letters; undefined: not known. */
  readonly lookUp: (name: string) => Value | undefined;
}

/** The word that a token is, as one text; its place has the quotes, its pieces have not. */
export function wordOfToken(reading: Reading, token: WordToken): Word {
  const span = documentSpan(reading.embedded, token.from, token.to);
  const pieces = token.parts.flatMap((part) => piecesOf(reading, part));
  if (pieces.length > mostPieces) return wordOf(reading.document, span, [unknownPiece(span)]);
  return wordOf(reading.document, span, pieces.length > 0 ? pieces : [elsewhere('', span)]);
}

/** More than a person writes: a text that doubles from line to line. */
const mostPieces = 200;

function piecesOf({ embedded, lookUp }: Reading, part: Part): readonly Piece[] {
  const span = documentSpan(embedded, part.from, part.to);
  if (part.kind === 'literal') return runsWithin(embedded, part.from, part.to);
  if (part.kind === 'escape') return [{ text: part.text, span, origin: undefined }];
  const value = part.kind === 'variable' ? lookUp(part.name) : undefined;
  return value !== undefined && 'word' in value ? expandedAt(value.word.pieces, span) : [unknownPiece(span)];
}

/** The words that a token gives a program: an array is a word for each of its elements. */
export function argumentsOfToken(reading: Reading, token: WordToken): readonly Word[] {
  const name = listName(reading.embedded.text, token);
  const span = documentSpan(reading.embedded, token.from, token.to);
  if (name === undefined) {
    const word = wordOfToken(reading, token);
    const isOpen = !token.quoted && token.parts.length > 0 && token.parts.every(({ kind }) => kind === 'unknown');
    return [isOpen ? { ...word, spread: true } : word];
  }
  const value = reading.lookUp(name);
  if (value === undefined) return [{ ...wordOf(reading.document, span, [unknownPiece(span)]), spread: true }];
  if ('word' in value) return [wordOfToken(reading, token)];
  return value.elements.map((element) => placedAt(reading, element, span));
}

function placedAt({ document }: Reading, element: Word, span: Span): Word {
  const word = wordOf(document, span, expandedAt(element.pieces, span));
  return element.spread === true ? { ...word, spread: true } : word;
}

/** `@name`, and `$name` as a word of its own. */
function listName(text: string, token: WordToken): string | undefined {
  const splatted = /^@(\w+)$/.exec(text.slice(token.from, token.to))?.[1];
  if (splatted !== undefined) return splatted.toLowerCase();
  const [only, ...more] = token.parts;
  return !token.quoted && more.length === 0 && only?.kind === 'variable' ? only.name : undefined;
}
