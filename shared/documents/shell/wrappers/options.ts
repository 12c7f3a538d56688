import { cutRun } from '../../../text/embedded-text.ts';
import type { Piece, Word } from '../../command.ts';

/** How a program's own options are written, so that the command after them is found. */
export interface OptionStyle {
  /** Letters that take a value: `-u NAME`, `-uNAME`. */
  readonly letters: string;
  /** Long names that take the next word as value. */
  readonly names: ReadonlySet<string>;
  /** With `flags`, every long name takes a value but these. */
  readonly flags?: ReadonlySet<string>;
}

export function style(letters = '', names = '', flags?: string): OptionStyle {
  const list = (text: string): ReadonlySet<string> => new Set(text.split(' ').filter((name) => name !== ''));
  return flags === undefined ? { letters, names: list(names) } : { letters, names: list(names), flags: list(flags) };
}

/** Called for each option; `value` undefined: it has none. */
export type Found = (name: string, value: Word | undefined) => void;

/** The index of the first word from `at` on that is no option. */
export function afterOptions(words: readonly Word[], from: number, options: OptionStyle, found?: Found): number {
  let at = from;
  while (at < words.length) {
    const word = words[at];
    if (word === undefined) break;
    const head = headOf(word);
    if (head === '--') return at + 1;
    if (head === '' && word.spread === true) at += 1;
    else if (head.startsWith('--')) at += longOption(words, at, head, options, found);
    else if (head.startsWith('-') && head.length > 1) at += letterOptions(words, at, head, options, found);
    else break;
  }
  return Math.min(at, words.length);
}

function longOption(words: readonly Word[], at: number, head: string, options: OptionStyle, found?: Found): number {
  const equals = head.indexOf('=');
  const word = words[at];
  if (equals > 0 && word !== undefined) {
    found?.(head.slice(2, equals), tailOf(word, equals + 1));
    return 1;
  }
  const name = head.slice(2);
  const takesValue = options.flags === undefined ? options.names.has(name) : !options.flags.has(name);
  found?.(name, takesValue ? words[at + 1] : undefined);
  return takesValue ? 2 : 1;
}

function letterOptions(words: readonly Word[], at: number, head: string, options: OptionStyle, found?: Found): number {
  for (let index = 1; index < head.length; index++) {
    const letter = head[index] ?? '';
    const word = words[at];
    if (!options.letters.includes(letter) || word === undefined) {
      found?.(letter, undefined);
      continue;
    }
    const together = index + 1 < head.length || word.text === undefined;
    found?.(letter, together ? tailOf(word, head[index + 1] === '=' ? index + 2 : index + 1) : words[at + 1]);
    return together ? 1 : 2;
  }
  return 1;
}

/** The known characters at the start of a word. */
export function headOf(word: Word): string {
  if (word.text !== undefined) return word.text;
  let head = '';
  for (const piece of word.pieces) {
    if (piece.text === undefined) break;
    head += piece.text;
  }
  return head;
}

/** The word without its first `from` characters, which are known. */
export function tailOf(word: Word, from: number): Word {
  const pieces: Piece[] = [];
  let at = 0;
  for (const piece of word.pieces) {
    const length = piece.text?.length ?? 0;
    const cut = at >= from || piece.text === undefined ? piece : cutRun(piece, from - at, length);
    if (cut !== undefined && (at + length > from || piece.text === undefined || at >= from)) pieces.push(cut);
    at += length;
  }
  const first = pieces[0];
  const start = first === undefined ? word.span.end : Math.max(word.span.start, Math.min(first.span.start, word.span.end));
  const span = { start, end: word.span.end };
  const skipped = start - word.span.start;
  return { text: word.text?.slice(from), source: word.source.slice(skipped), span, pieces, spread: false };
}
