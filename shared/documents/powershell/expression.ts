import { unknownPiece, wordOf } from '../word.ts';
import type { Token, WordToken } from './tokens.ts';
import { argumentsOfToken, type Reading, type Value, wordOfToken } from './values.ts';

/** The value of tokens as an expression: a text, texts joined by `+`, a list; undefined: not known. */
export function valueOfTokens(reading: Reading, tokens: readonly Token[]): Value | undefined {
  const given = tokens.filter(({ kind }) => kind !== 'comment');
  const [first] = given;
  const last = given.at(-1);
  if (first === undefined) return undefined;
  if (first.kind === 'list') return last?.kind === 'unparen' ? listOf(reading, given.slice(1, -1)) : undefined;
  if (first.kind === 'paren' && last?.kind === 'unparen') return valueOfTokens(reading, given.slice(1, -1));
  if (given.some(({ kind }) => kind === 'comma')) return listOf(reading, given);
  return scalar(
    reading,
    given.filter(({ kind }) => kind !== 'end'),
  );
}

/** Elements parted by commas or line ends; one that is not a plain text is open. */
function listOf(reading: Reading, tokens: readonly Token[]): Value | undefined {
  const elements = elementsOf(tokens).flatMap((element) => {
    const [only, ...more] = element;
    if (only?.kind === 'word' && more.length === 0 && isText(reading, only)) return argumentsOfToken(reading, only);
    const place = only?.kind === 'word' ? wordOfToken(reading, only) : undefined;
    const span = place?.span;
    return span === undefined ? [] : [{ ...wordOf(reading.document, span, [unknownPiece(span)]), spread: true }];
  });
  const isOpen = tokens.some(({ kind }) => kind === 'paren' || kind === 'list' || kind === 'open' || kind === 'table' || kind === 'pipe');
  return isOpen ? undefined : { elements };
}

function elementsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const elements: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'comma' || token.kind === 'end') elements.push([]);
    else elements.at(-1)?.push(token);
  }
  return elements.filter(({ length }) => length > 0);
}

/** Texts joined by `+`. */
function scalar(reading: Reading, tokens: readonly Token[]): Value | undefined {
  const { embedded, document } = reading;
  const terms: WordToken[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'word') return undefined;
    const isPlus = embedded.text.slice(token.from, token.to) === '+';
    if (isPlus !== (at % 2 === 1)) return undefined;
    if (!isPlus) terms.push(token);
  }
  const [first, ...more] = terms;
  if (first === undefined || terms.length * 2 - 1 !== tokens.length || !terms.every((term) => isText(reading, term))) return undefined;
  if (more.length === 0) {
    const [only, ...others] = argumentsOfToken(reading, first);
    return only !== undefined && others.length === 0 ? { word: only } : undefined;
  }
  const words = terms.map((term) => wordOfToken(reading, term));
  const span = { start: words[0]?.span.start ?? 0, end: words.at(-1)?.span.end ?? 0 };
  const pieces = words.flatMap((word) => word.pieces);
  return pieces.length > 200 ? undefined : { word: wordOf(document, span, pieces) };
}

/** A text in quotes, a number, or a variable; anything else is a command or a keyword. */
function isText({ embedded }: Reading, token: WordToken): boolean {
  if (token.quoted) return true;
  const text = embedded.text.slice(token.from, token.to);
  return /^-?\d+(?:\.\d+)?$/.test(text) || /^\$[\w:]+$|^\$\{[^}]*\}$/.test(text);
}
