import { bitsOf } from './dtypes.ts';
import type { StoredTensor } from './safetensors-header.ts';
import type { InsertedPlace, TensorChange } from './tensor-change.ts';

/** A step of writing a tensor: bytes that are taken over, or that are new. */
export type Piece =
  | { readonly kind: 'copy'; readonly bytes: number }
  /** New bytes: `pattern`, again and again. */
  | { readonly kind: 'fill'; readonly bytes: number; readonly pattern: Uint8Array }
  /** Units of so many bytes that are taken over, each followed by as many zeros. */
  | { readonly kind: 'spread'; readonly unit: number; readonly count: number }
  /** New bytes in the place of as many old ones. */
  | { readonly kind: 'replace'; readonly with: Uint8Array };

/** The steps of a tensor, to be gone through `times` times. */
export interface Pieces {
  readonly times: number;
  readonly pieces: readonly Piece[];
}

/** How the bytes of a changed tensor come from those of the old one. */
export function piecesOf(tensor: StoredTensor, change: TensorChange): Pieces {
  if (change.kind === 'patched') {
    const { offset, bytes } = change;
    const rest = tensor.end - tensor.begin - offset - bytes.length;
    return { times: 1, pieces: [copy(offset), { kind: 'replace', with: bytes } as const, copy(rest)].filter(isNotEmpty) };
  }
  const { shape, dtype } = tensor;
  const unit = shape.slice(change.axis + 1).reduce(product, (bitsOf(dtype) ?? 0) / 8);
  const side = shape[change.axis] ?? 0;
  return { times: shape.slice(0, change.axis).reduce(product, 1), pieces: rowPieces(change.places, side, unit, change.fill) };
}

/** The steps through one row: everything behind one index of the axes before the one that grows. */
function rowPieces(places: readonly InsertedPlace[], side: number, unit: number, fill: Uint8Array): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const place of places) {
    pieces.push(copy((place.at - at) * unit));
    pieces.push(place.interleaved ? spread(place, unit) : { kind: 'fill', bytes: place.count * unit, pattern: fill });
    at = place.interleaved ? place.at + place.count : place.at;
  }
  pieces.push(copy((side - at) * unit));
  return pieces.filter(isNotEmpty);
}

function spread({ count, together }: InsertedPlace, unit: number): Piece {
  return { kind: 'spread', unit: unit * together, count: count / together };
}

function copy(bytes: number): Piece {
  return { kind: 'copy', bytes };
}

function isNotEmpty(piece: Piece): boolean {
  return piece.kind === 'replace' || (piece.kind === 'spread' ? piece.count : piece.bytes) > 0;
}

function product(a: number, b: number): number {
  return a * b;
}
