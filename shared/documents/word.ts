import type { Span } from '../text/span.ts';
import type { Piece, Word } from './command.ts';

/** The word that pieces make, standing at `span` of `document`; its text is known where all of them are. */
export function wordOf(document: string, span: Span, pieces: readonly Piece[]): Word {
  return { text: textOfPieces(pieces), source: document.slice(span.start, span.end), span, pieces };
}

/** The text of all pieces; undefined where one is not known. */
export function textOfPieces(pieces: readonly Piece[]): string | undefined {
  let text = '';
  for (const piece of pieces) {
    if (piece.text === undefined) return undefined;
    text += piece.text;
  }
  return text;
}

/** A piece of which no place of the document holds the value. */
interface UnplacedPiece extends Piece {
  readonly nowhere?: boolean;
}

/** A value that is written in another file, or only implied. */
export function elsewhere(text: string | undefined, span: Span): Piece {
  const piece: UnplacedPiece = { text, span, origin: undefined, nowhere: true };
  return piece;
}

/** A value as it appears where it is expanded: it stands at `at`, and its origin is where it is written. */
export function expandedAt(pieces: readonly UnplacedPiece[], at: Span): readonly Piece[] {
  return pieces.map((piece) => {
    const { text, span, origin, nowhere = false } = piece;
    return nowhere ? elsewhere(text, at) : { text, span: at, origin: text === undefined ? undefined : (origin ?? span) };
  });
}

export function unknownPiece(span: Span): Piece {
  return { text: undefined, span, origin: undefined };
}

/** Where the pieces stand, from the first to the last; `otherwise` where there is none. */
export function spanOfPieces(pieces: readonly Piece[], otherwise: Span): Span {
  const [first] = pieces;
  if (first === undefined) return otherwise;
  return { start: first.span.start, end: Math.max(first.span.start, ...pieces.slice(-1).map(({ span }) => span.end)) };
}
