import { type Place, placeOf, type Word } from '../../documents/command.ts';

/** A value as it stands in a word: the whole word, or what follows the `=`. */
export interface Value {
  /** Undefined: unknown. */
  readonly text: string | undefined;
  readonly source: string;
  readonly place: Place;
}

/** An expansion that is empty here (`${TP:-}`) is one that is set elsewhere: its value is unknown. */
export function wholeValue(word: Word): Value {
  const text = word.text === '' && word.source.includes('$') ? undefined : word.text;
  return { text, source: word.source, place: placeOf(word) };
}

/** What stands in `word` from character `from` of its text on: the `4` of `-tp=4`. */
export function valueFrom(word: Word, from: number): Value {
  const source = word.source.slice(word.source.indexOf('=') + 1);
  const empty = word.text?.length === from && source.includes('$');
  if (word.text !== undefined && !empty) return { text: word.text.slice(from), source, place: placeOf(word, from) };
  const start = placeOf(word, from - 1, from).span.end;
  return { text: undefined, source, place: { span: { start: Math.min(start, word.span.end), end: word.span.end }, editable: undefined } };
}

/** The text of a word as far as it is known from its start. */
export function knownStart(word: Word): string {
  if (word.text !== undefined) return word.text;
  let text = '';
  for (const piece of word.pieces) {
    if (piece.text === undefined) break;
    text += piece.text;
  }
  return text;
}

/** True for a word that may stand for several arguments: `"$@"`, `${ARGS[@]}`, `$EXTRA_ARGS`, an unknown unquoted expansion. */
export function mayBeSeveral(word: Word): boolean {
  if (word.text !== undefined) return false;
  if (word.spread === true) return true;
  if (/\[[@*]\]|\$[@*]|\$\{[@*]/.test(word.source)) return true;
  const quoted = word.source.startsWith('"') || word.source.startsWith("'");
  return !quoted && knownStart(word) === '';
}

/** True for an unknown word that by its name stands for one value rather than for a list of arguments. */
export function looksLikeOneValue(word: Word): boolean {
  if (!mayBeSeveral(word)) return true;
  if (/\[[@*]\]|\$[@*]|\$\{[@*]/.test(word.source)) return false;
  const isTemplate = word.source.includes('{{') || word.source.includes('{%');
  return /model/i.test(word.source) || (!isTemplate && !/arg|opt|flag|param|extra|cmd|command/i.test(word.source));
}

/** True if the word stands in the command as written, so that it may be replaced together with its neighbours. */
export function isLiteral(word: Word): boolean {
  return word.text !== undefined && word.pieces.every((piece) => piece.origin === undefined);
}
