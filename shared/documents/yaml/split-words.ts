import { type EmbeddedText, runsWithin, unknownCharacter } from '../../text/embedded-text.ts';
import type { Piece, Word } from '../command.ts';

/** The words of a command line that no shell reads: quotes and backslashes count, variables and operators do not. */
export function splitWords(embedded: EmbeddedText, document: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < embedded.text.length) {
    const blank = /[\s]/.test(embedded.text[at] ?? '') || isLineJoin(embedded.text, at);
    const read = blank ? undefined : readWord(embedded, at, document);
    if (read !== undefined) words.push(read.word);
    at = read?.end ?? at + 1;
  }
  return words;
}

/** `\` at the end of a line. */
function isLineJoin(text: string, at: number): boolean {
  return text[at] === '\\' && /^\r?\n/.test(text.slice(at + 1, at + 3));
}

interface Read {
  readonly word: Word;
  readonly end: number;
}

function readWord(embedded: EmbeddedText, from: number, document: string): Read {
  const { text } = embedded;
  const pieces: Piece[] = [];
  let quote = '';
  let at = from;
  let plain = from;
  const take = (end: number) => pieces.push(...runsWithin(embedded, plain, end));
  for (; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote === '' && /\s/.test(character)) break;
    const escapes = character === '\\' && quote !== "'" && at + 1 < text.length && (quote === '' || /["\\$`]/.test(text[at + 1] ?? ''));
    const quotes = quote === '' ? character === '"' || character === "'" : character === quote;
    if (!escapes && !quotes) continue;
    take(at);
    if (quotes) quote = quote === '' ? character : '';
    plain = at + 1;
    if (escapes) at += 1;
  }
  take(at);
  return { word: wordOf(embedded, from, at, pieces, document), end: Math.max(at, from + 1) };
}

function wordOf(embedded: EmbeddedText, from: number, to: number, pieces: readonly Piece[], document: string): Word {
  const runs = runsWithin(embedded, from, to);
  const start = runs[0]?.span.start ?? 0;
  const span = { start, end: Math.max(start, runs.at(-1)?.span.end ?? start) };
  const known = pieces.every(({ text }) => text !== undefined);
  const isUnknown = embedded.text.slice(from, to) === unknownCharacter;
  return {
    text: known ? pieces.map(({ text }) => text).join('') : undefined,
    source: document.slice(span.start, span.end),
    span,
    pieces: pieces.length === 0 ? [{ text: '', span, origin: undefined }] : pieces,
    spread: isUnknown,
  };
}
