import { documentSpan, type EmbeddedText, runsWithin } from '../../text/embedded-text.ts';
import type { Piece, Word } from '../command.ts';
import { unknownPiece, wordOf } from '../word.ts';

/** The words of a value as systemd parts it: quotes and escapes taken off, specifiers such as `%h` not known. */
export function unitWords(value: EmbeddedText, document: string, from = 0): readonly Word[] {
  const words: Word[] = [];
  for (let at = firstOfWord(value.text, from); at < value.text.length; ) {
    const { end, pieces } = wordAt(value, at);
    words.push(wordOf(document, documentSpan(value, at, end), pieces));
    at = firstOfWord(value.text, end);
  }
  return words;
}

function firstOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  return at;
}

function wordAt(value: EmbeddedText, from: number): { readonly end: number; readonly pieces: readonly Piece[] } {
  const { text } = value;
  const pieces: Piece[] = [];
  let quote = '';
  let plain = from;
  let at = from;
  const flush = (): void => {
    if (at > plain) pieces.push(...runsWithin(value, plain, at));
  };
  while (at < text.length) {
    const character = text[at] ?? '';
    if (quote === '' && /\s/.test(character)) break;
    const isQuote = quote === '' ? character === '"' || character === "'" : character === quote;
    if (!isQuote && character !== '\\' && character !== '%') {
      at += 1;
      continue;
    }
    flush();
    const length = isQuote ? 1 : character === '%' ? 2 : escapeLength(text, at);
    if (isQuote) quote = quote === '' ? character : '';
    else pieces.push(replaced(value, at, Math.min(text.length, at + length)));
    at = Math.min(text.length, at + length);
    plain = at;
  }
  flush();
  return { end: at, pieces: pieces.length > 0 ? pieces : [empty(value, from, at)] };
}

function empty(value: EmbeddedText, from: number, to: number): Piece {
  const { start } = documentSpan(value, from, to);
  return { text: '', span: { start, end: start }, origin: undefined };
}

function escapeLength(text: string, at: number): number {
  return text[at + 1] === 'x' ? 4 : 2;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', s: ' ', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v' };

/** An escape, or a specifier: only `%%` is certain. */
function replaced(value: EmbeddedText, from: number, to: number): Piece {
  const written = value.text.slice(from, to);
  const span = documentSpan(value, from, to);
  if (written.startsWith('%')) return written === '%%' ? { text: '%', span, origin: undefined } : unknownPiece(span);
  const code = written.slice(1);
  const hexadecimal = /^x([0-9a-fA-F]{2})$/.exec(code)?.[1];
  const text = hexadecimal === undefined ? (escapes[code] ?? code) : String.fromCharCode(Number.parseInt(hexadecimal, 16));
  return { text, span, origin: undefined };
}
