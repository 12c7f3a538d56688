import { documentSpan, type EmbeddedText, runsWithin } from '../../text/embedded-text.ts';
import type { Piece, Word } from '../command.ts';
import { expandedAt, unknownPiece } from '../word.ts';

/** The text of an instruction, and what its variables are. */
export interface Expansion {
  readonly embedded: EmbeddedText;
  readonly escapeCharacter: string;
  readonly lookUp: (name: string) => Word | undefined;
}

/** Words of an instruction: parted by blanks that stand in no quotes and behind no escape. Gives offsets in its text. */
export function fieldsOf(text: string, escapeCharacter: string): readonly (readonly [number, number])[] {
  const fields: (readonly [number, number])[] = [];
  let start: number | undefined;
  let quote = '';
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    if (character === undefined || (quote === '' && /\s/.test(character))) {
      if (start !== undefined) fields.push([start, at]);
      start = undefined;
      continue;
    }
    start ??= at;
    if (character === escapeCharacter && quote !== "'") at += 1;
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  const last = fields.at(-1);
  return last === undefined || last[1] <= text.length ? fields : [...fields.slice(0, -1), [last[0], text.length]];
}

/** The value of the characters `from` to `to`: quotes taken off, variables replaced. */
export function expand(expansion: Expansion, from: number, to: number): readonly Piece[] {
  const { embedded, escapeCharacter } = expansion;
  const { text } = embedded;
  const pieces: Piece[] = [];
  let plain = from;
  let quote = '';
  const flush = (end: number): void => {
    if (end > plain) pieces.push(...runsWithin(embedded, plain, end));
  };
  for (let at = from; at < to; ) {
    const character = text[at] ?? '';
    const taken = quote === "'" ? (character === "'" ? 1 : 0) : special(text, at, to, quote, escapeCharacter);
    if (taken === 0) {
      at += 1;
      continue;
    }
    flush(at);
    if (character === '"' || character === "'") quote = quote === '' ? character : '';
    else if (character === escapeCharacter) pieces.push(...runsWithin(embedded, at + 1, at + taken));
    else pieces.push(...variable(expansion, at, at + taken));
    at += taken;
    plain = at;
  }
  flush(to);
  return pieces;
}

/** How many characters from `at` on do not stand for themselves. */
function special(text: string, at: number, to: number, quote: string, escapeCharacter: string): number {
  const character = text[at] ?? '';
  if (character === '"' || (character === "'" && quote === '')) return 1;
  if (character === escapeCharacter) {
    const next = text[at + 1] ?? '';
    return at + 1 < to && (quote === '' || next === '"' || next === '$' || next === escapeCharacter) ? 2 : 0;
  }
  if (character !== '$') return 0;
  const name = /^\$(?:[A-Za-z_]\w*|\{[^{}]*(?:\$\{[^{}]*\}[^{}]*)*\})/.exec(text.slice(at, Math.min(to, at + 1000)));
  return name?.[0].length ?? 0;
}

const named = /^\$(?:(\w+)|\{(\w+)(?:(:?[-+?])([\s\S]*))?\})$/;

/** `$NAME`, `${NAME}`, `${NAME:-default}`; other operators are left unknown. */
function variable(expansion: Expansion, from: number, to: number): readonly Piece[] {
  const { embedded, lookUp } = expansion;
  const at = documentSpan(embedded, from, to);
  const [, bare, braced, operator, operand = ''] = named.exec(embedded.text.slice(from, to)) ?? [];
  const name = bare ?? braced;
  if (name === undefined) return [unknownPiece(at)];
  const value = lookUp(name);
  if (operator === undefined || operator.endsWith('?')) return value === undefined ? [unknownPiece(at)] : expandedAt(value.pieces, at);
  const start = to - 1 - operand.length;
  const isSet = value !== undefined && !(operator.startsWith(':') && value.text === '');
  if (operator.endsWith('+')) return isSet ? expandedAt(expand(expansion, start, to - 1), at) : [];
  return isSet ? expandedAt(value.pieces, at) : expandedAt(expand(expansion, start, to - 1), at);
}
