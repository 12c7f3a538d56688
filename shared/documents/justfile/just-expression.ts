import type { Piece } from '../command.ts';
import { expandedAt, unknownPiece } from '../word.ts';

/** Variables by name; `undefined`: set, but not known. */
export type JustVariables = ReadonlyMap<string, readonly Piece[] | undefined>;

/** A literal with its delimiters, a call with its arguments, or a name. */
const token = /[ \t]*(?:("""|'''|"|')([\s\S]*?)\1|([A-Za-z_][\w-]*)[ \t]*(\([^()]*\))?)/y;
const blank = /[ \t]*/y;

/** More than a person writes: a value that doubles from line to line. */
const mostPieces = 100;

/** The value of characters `from` to `to`: strings, names, `env("X", "default")`, and sums of them; anything else is not known. */
export function justValue(document: string, from: number, to: number, variables: JustVariables): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = from;
  const unknown = [unknownPiece({ start: from, end: Math.max(from, to) })];
  while (at < to) {
    token.lastIndex = at;
    const found = token.exec(document);
    const end = token.lastIndex;
    if (found === null || end > to) return unknown;
    const value = termValue(document, found, variables);
    if (value === undefined) return unknown;
    if (pieces.length + value.length > mostPieces) return unknown;
    pieces.push(...value);
    blank.lastIndex = end;
    blank.exec(document);
    at = blank.lastIndex;
    if (at >= to) return pieces;
    if (document[at] !== '+') return unknown;
    at += 1;
  }
  return unknown;
}

function termValue(document: string, found: RegExpExecArray, variables: JustVariables): readonly Piece[] | undefined {
  const [whole, quote, text = '', name = '', call] = found;
  if (quote !== undefined) return stringValue(found.index + whole.indexOf(quote) + quote.length, quote, text);
  if (call === undefined) return variables.get(name);
  if (!/^env(?:_var_or_default|_var)?$/.test(name)) return undefined;
  const comma = call.indexOf(',');
  if (comma < 0) return undefined;
  const open = found.index + whole.indexOf(call);
  const value = justValue(document, open + comma + 1, open + call.length - 1, variables);
  return value.some((piece) => piece.text === undefined) ? undefined : value;
}

/** Only strings in double quotes know escapes. */
function stringValue(start: number, quote: string, text: string): readonly Piece[] | undefined {
  if (quote.startsWith('"') && text.includes('\\')) return undefined;
  return [{ text, span: { start, end: start + text.length }, origin: undefined }];
}

/** Characters `from` to `to` of a recipe with `{{ … }}` replaced. */
export function interpolated(document: string, from: number, to: number, variables: JustVariables): readonly Piece[] {
  const pieces: Piece[] = [];
  const text = document.slice(from, to);
  let plain = from;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', plain - from)) {
    const isEscape = text.startsWith('{{', open + 2);
    const close = isEscape ? open + 2 : text.indexOf('}}', open + 2);
    if (close < 0) break;
    const at = { start: from + open, end: from + close + 2 };
    addPlain(pieces, document, plain, at.start);
    plain = at.end;
    if (isEscape) pieces.push({ text: '{{', span: at, origin: undefined });
    else pieces.push(...expandedAt(justValue(document, at.start + 2, from + close, variables), at));
  }
  addPlain(pieces, document, plain, to);
  return pieces;
}

function addPlain(pieces: Piece[], document: string, start: number, end: number): void {
  if (end > start) pieces.push({ text: document.slice(start, end), span: { start, end }, origin: undefined });
}
