import { type EmbeddedRun, type EmbeddedText, embeddedText } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import type { Piece, Word } from '../command.ts';
import { insideQuotes } from './flow-runs.ts';
import type { YamlNode, YamlScalar } from './node.ts';
import { scalarRuns } from './scalar-runs.ts';

/** Changes the runs of a scalar's text, as what reads the document does before it uses them: `${X:-4}`, `$(X)`. */
export type Substitute = (runs: readonly EmbeddedRun[]) => readonly EmbeddedRun[];

/** The text of a scalar, for a reader of what stands in it; every offset leads back to the document. */
export function embeddedOf(scalar: YamlScalar, substitute?: Substitute): EmbeddedText {
  const runs = scalarRuns(scalar);
  return embeddedText(substitute === undefined ? runs : substitute(runs));
}

/** A scalar as one word, with the place inside its quotes. */
export function wordOf(scalar: YamlScalar, substitute?: Substitute): Word {
  const runs = scalarRuns(scalar);
  return wordOfRuns(scalar, substitute === undefined ? runs : substitute(runs));
}

/** A word for a value that is not known: a list, a map, what a template writes. */
export function unknownWord(node: YamlNode, spread = false): Word {
  const span = node.at ?? node.span;
  return { text: undefined, source: node.source.text.slice(span.start, span.end), span, pieces: [unknownPiece(span)], spread };
}

/** A word for any value. */
export function wordOfNode(node: YamlNode, substitute?: Substitute): Word {
  if (node.kind !== 'scalar') return unknownWord(node);
  const word = wordOf(node, substitute);
  return node.uncertain ? { ...unknownWord(node), span: word.span, source: word.source } : word;
}

function wordOfRuns(scalar: YamlScalar, runs: readonly EmbeddedRun[]): Word {
  const span = scalar.at ?? placeOfContent(scalar);
  const pieces: readonly Piece[] = runs.length === 0 ? [emptyPiece(scalar, span)] : runs;
  const isKnown = pieces.every(({ text }) => text !== undefined);
  return {
    text: isKnown ? pieces.map(({ text }) => text).join('') : undefined,
    source: scalar.source.text.slice(span.start, span.end),
    span,
    pieces,
  };
}

function emptyPiece({ at }: YamlScalar, span: Span): Piece {
  return { text: '', span, origin: at };
}

function unknownPiece(span: Span): Piece {
  return { text: undefined, span, origin: undefined };
}

/** Inside the quotes; of a block scalar, its lines without the header. */
function placeOfContent(scalar: YamlScalar): Span {
  const { style, span } = scalar;
  if (style !== 'literal' && style !== 'folded') return insideQuotes(scalar);
  const runs = scalarRuns({ ...scalar, at: undefined });
  const start = runs[0]?.span.start ?? span.start;
  return { start, end: Math.max(start, runs.at(-1)?.span.end ?? start) };
}
