import type { Span } from '../../text/span.ts';
import type { Piece, Word } from '../command.ts';
import { cutRuns } from '../shell/value.ts';
import { expandedAt, textOfPieces, unknownPiece, wordOf } from '../word.ts';

/** The words of a command with its variables replaced, as systemd does it: `${NAME}` anywhere, `$NAME` only as a word of its own. */
export function expandedWords(words: readonly Word[], environment: ReadonlyMap<string, Word>, document: string): readonly Word[] {
  return words.flatMap((word) => {
    const name = /^\$([A-Za-z_]\w*)$/.exec(word.text ?? '')?.[1];
    if (name === undefined) return [inPlace(word, environment, document)];
    return parted(word, environment.get(name), document);
  });
}

/** A value that is a word of its own is parted at blanks; one that is not known may be any number of words. */
function parted(word: Word, value: Word | undefined, document: string): readonly Word[] {
  const text = value?.text;
  if (value === undefined || text === undefined) return [{ ...wordOf(document, word.span, [unknownPiece(word.span)]), spread: true }];
  return [...text.matchAll(/\S+/g)].map(({ 0: part, index }) => {
    const pieces = cutRuns(value.pieces, index, index + part.length);
    return wordOf(document, word.span, expandedAt(pieces, word.span));
  });
}

function inPlace(word: Word, environment: ReadonlyMap<string, Word>, document: string): Word {
  if (!word.pieces.some(({ text }) => text?.includes('$'))) return word;
  return wordOf(
    document,
    word.span,
    word.pieces.flatMap((piece) => expandedPiece(piece, environment)),
  );
}

function expandedPiece(piece: Piece, environment: ReadonlyMap<string, Word>): readonly Piece[] {
  const { text } = piece;
  if (text?.includes('$') !== true) return [piece];
  const pieces: Piece[] = [];
  let plain = 0;
  for (const { 0: written, 1: name, index } of text.matchAll(/\$\$|\$\{([A-Za-z_]\w*)\}/g)) {
    pieces.push(...cutRuns([piece], plain, index));
    plain = index + written.length;
    const at = cutRuns([piece], index, plain)[0]?.span ?? piece.span;
    pieces.push(...(name === undefined ? [{ text: '$', span: at, origin: undefined }] : valueAt(environment.get(name), at)));
  }
  return [...pieces, ...cutRuns([piece], plain, text.length)];
}

function valueAt(value: Word | undefined, at: Span): readonly Piece[] {
  if (value === undefined || textOfPieces(value.pieces) === undefined) return [unknownPiece(at)];
  return expandedAt(value.pieces, at);
}
