import { documentSpan, type EmbeddedText, runsWithin } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import type { InsertArgument, Piece, Word } from '../command.ts';
import { wordOf } from '../word.ts';

/** A JSON list of strings from `from` on; undefined where something else stands there. A list that breaks off gives what it has. */
export function jsonWords(embedded: EmbeddedText, from: number, document: string): readonly Word[] | undefined {
  const { text } = embedded;
  const open = /\s*\[\s*(?=["\]]|$)/y;
  open.lastIndex = from;
  if (!open.test(text)) return undefined;
  const words: Word[] = [];
  const string = /\s*,?\s*"((?:[^"\\\n]|\\.)*)"/y;
  string.lastIndex = open.lastIndex;
  for (let found = string.exec(text); found !== null; found = string.exec(text)) {
    const end = string.lastIndex - 1;
    words.push(stringWord(embedded, end - (found[1] ?? '').length, end, document));
  }
  return words;
}

/** The word inside the quotes. */
function stringWord(embedded: EmbeddedText, from: number, to: number, document: string): Word {
  const pieces: Piece[] = [];
  const escaped = /\\(?:u[0-9a-fA-F]{4}|.)/g;
  escaped.lastIndex = from;
  let plain = from;
  for (let found = escaped.exec(embedded.text); found !== null && found.index < to; found = escaped.exec(embedded.text)) {
    pieces.push(...runsWithin(embedded, plain, found.index));
    plain = found.index + found[0].length;
    pieces.push({ text: decoded(found[0]), span: documentSpan(embedded, found.index, plain), origin: undefined });
  }
  pieces.push(...runsWithin(embedded, plain, to));
  const span = from < to ? documentSpan(embedded, from, to) : endOf(embedded, from);
  return wordOf(document, span, pieces);
}

/** An empty string stands behind its opening quote. */
function endOf(embedded: EmbeddedText, at: number): Span {
  const { end } = documentSpan(embedded, at - 1, at);
  return { start: end, end };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function decoded(written: string): string {
  const code = written.slice(1);
  if (code.startsWith('u') && code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  return escapes[code] ?? code;
}

/**
 * One more argument of a command whose words are strings of a list: one more string. In a string that holds the whole command it is one
 * more word.
 */
export function jsonInsertion(strings: readonly Word[], words: readonly Word[]): InsertArgument {
  return (after, { name, value }) => {
    const string = strings.find(({ span }) => span.start <= after.start && after.end <= span.end);
    const isWord = string !== undefined && words.some(({ span }) => span.start === string.span.start && span.end === string.span.end);
    const added = value === undefined ? [name] : [name, String(value)];
    if (!isWord) return { offset: after.end, newText: added.map((word) => ` ${word}`).join('') };
    return { offset: string.span.end + 1, newText: added.map((word) => `, "${word}"`).join('') };
  };
}
