import { documentSpan, type EmbeddedText, runsWithin } from '../../text/embedded-text.ts';
import type { Piece, Word } from '../command.ts';
import { elsewhere, wordOf } from '../word.ts';

/** Commands of a line, parted by `&`, `|` and parentheses that stand in no quotes; offsets in its text. */
export function commandsIn(text: string): readonly (readonly [number, number])[] {
  const commands: (readonly [number, number])[] = [];
  let start = 0;
  let isQuoted = false;
  const close = (at: number): void => {
    if (text.slice(start, at).trim() !== '') commands.push([start, at]);
    start = at + 1;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '^') at += 1;
    else if (character === '&' || character === '|') {
      if (!(character === '&' && text[at - 1] === '>')) close(at);
    } else if ((character === '(' || character === ')') && text.slice(start, at).trim() === '') close(at);
    else if (character === ')' && text.slice(at + 1).trim() === '') close(at);
  }
  close(text.length);
  return commands;
}

/** The words of a command: quotes are taken off, and so is the caret before a character. */
export function batchWords(line: EmbeddedText, from: number, to: number, document: string): readonly Word[] {
  const words: Word[] = [];
  for (let at = from; at < to; ) {
    if (/\s/.test(line.text[at] ?? '')) {
      at += 1;
      continue;
    }
    const redirection = redirectionLength(line.text, at, to);
    if (redirection > 0) {
      at += redirection;
      continue;
    }
    const { end, pieces } = wordAt(line, at, to);
    const span = documentSpan(line, at, end);
    const word = wordOf(document, span, pieces.length > 0 ? pieces : [elsewhere('', span)]);
    // What is not known and stands in no quotes may be any number of words.
    const isOpen = !line.text.slice(at, end).includes('"') && pieces.every(({ text }) => text === undefined);
    words.push(isOpen ? { ...word, spread: true } : word);
    at = end;
  }
  return words;
}

/** `> file`, `2>&1`, `>> file`. */
function redirectionLength(text: string, at: number, to: number): number {
  const found = /[0-9]?[<>]{1,2}(?:&\d|\s*(?:"[^"]*"|[^\s&|]*))/y;
  found.lastIndex = at;
  return found.test(text) ? Math.min(found.lastIndex, to) - at : 0;
}

function wordAt(line: EmbeddedText, from: number, to: number): { readonly end: number; readonly pieces: readonly Piece[] } {
  const { text } = line;
  const pieces: Piece[] = [];
  let isQuoted = false;
  let plain = from;
  let at = from;
  const flush = (): void => {
    if (at > plain) pieces.push(...runsWithin(line, plain, at));
  };
  while (at < to && (isQuoted || !/[\s<>]/.test(text[at] ?? ''))) {
    const isEscape = (text[at] === '\\' && text[at + 1] === '"') || (text[at] === '^' && !isQuoted);
    if (text[at] !== '"' && !isEscape) {
      at += 1;
      continue;
    }
    flush();
    if (isEscape && at + 1 < to) pieces.push(...runsWithin(line, at + 1, at + 2));
    if (!isEscape) isQuoted = !isQuoted;
    at = Math.min(to, at + (isEscape ? 2 : 1));
    plain = at;
  }
  flush();
  return { end: Math.max(at, from + 1), pieces };
}
