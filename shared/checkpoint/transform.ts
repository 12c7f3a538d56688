import type { Piece } from './pieces.ts';

/** Goes through the steps of a file with whatever bytes there are, so that neither file is ever in memory. */
export interface Transform {
  /** Takes bytes of `input` from `from` on and fills `output` from `at` on, until one of them ends or there are no more steps. */
  readonly move: (input: Uint8Array, from: number, output: Uint8Array, at: number) => Moved;
  /** How many of the next `most` bytes are taken over as they are, and counts them as moved; 0 if they are fewer than `least`. */
  readonly passThrough: (most: number, least: number) => number;
}

export interface Moved {
  /** Where in `input` and in `output` it stopped. */
  readonly from: number;
  readonly at: number;
  readonly done: boolean;
}

export function transformOf(pieces: Iterator<Piece>): Transform {
  let current = startOf(pieces.next().value);
  const next = (): void => {
    current = startOf(pieces.next().value);
  };
  return {
    move: (input, from, output, at) => {
      const place = { input, from, output, at };
      while (current !== undefined) {
        advance(current, place);
        if (current.left > 0 || current.skip > 0) break;
        next();
      }
      return { from: place.from, at: place.at, done: current === undefined };
    },
    passThrough: (most, least) => {
      const count = current?.piece.kind === 'copy' ? Math.min(most, current.left) : 0;
      if (current === undefined || count < least) return 0;
      current.left -= count;
      if (current.left === 0) next();
      return count;
    },
  };
}

/** A step and what is left of it. */
interface Started {
  readonly piece: Piece;
  /** Bytes of output. */
  left: number;
  /** Bytes of input that are passed over afterwards. */
  skip: number;
}

interface Place {
  readonly input: Uint8Array;
  from: number;
  readonly output: Uint8Array;
  at: number;
}

function startOf(piece: Piece | undefined): Started | undefined {
  if (piece === undefined) return undefined;
  if (piece.kind === 'replace') return { piece, left: piece.with.length, skip: piece.with.length };
  return { piece, left: piece.kind === 'spread' ? 2 * piece.unit * piece.count : piece.bytes, skip: 0 };
}

function advance(started: Started, place: Place): void {
  const { piece } = started;
  if (piece.kind === 'copy') copy(started, place, started.left);
  else if (piece.kind === 'fill') fill(started, place, piece.pattern, piece.bytes - started.left, started.left);
  else if (piece.kind === 'spread') spread(started, place, piece.unit);
  else replace(started, place, piece.with);
}

function copy(started: Started, place: Place, most: number): number {
  const { input, output } = place;
  const count = Math.min(most, input.length - place.from, output.length - place.at);
  if (count <= 0) return 0;
  output.set(input.subarray(place.from, place.from + count), place.at);
  place.from += count;
  return written(started, place, count);
}

function fill(started: Started, place: Place, pattern: Uint8Array, done: number, most: number): number {
  const { output, at } = place;
  const count = Math.min(most, output.length - at);
  if (pattern.length === 1) output.fill(pattern[0] ?? 0, at, at + count);
  else for (let byte = 0; byte < count; byte++) output[at + byte] = pattern[(done + byte) % pattern.length] ?? 0;
  return written(started, place, count);
}

function written(started: Started, place: Place, count: number): number {
  place.at += count;
  started.left -= count;
  return count;
}

const zero = Uint8Array.from([0]);

/** Units of a few bytes are moved in one tight loop: a column of zeros after each of the first columns makes very many of them. */
function spread(started: Started, place: Place, unit: number): void {
  while (started.left > 0) {
    if (started.left % (2 * unit) === 0 && unit <= 16) spreadSmall(started, place, unit);
    if (started.left === 0) return;
    const inPair = started.left % (2 * unit) || 2 * unit;
    const moved = inPair > unit ? copy(started, place, inPair - unit) : fill(started, place, zero, 0, inPair);
    if (moved === 0) return;
  }
}

function spreadSmall(started: Started, place: Place, unit: number): void {
  const { input, output } = place;
  let { from, at } = place;
  const room = Math.min(Math.floor((input.length - from) / unit), Math.floor((output.length - at) / (2 * unit)));
  const count = Math.min(room, started.left / (2 * unit));
  for (let pair = 0; pair < count; pair++) {
    for (let byte = 0; byte < unit; byte++) {
      output[at + unit] = 0;
      output[at++] = input[from++] ?? 0;
    }
    at += unit;
  }
  place.from = from;
  place.at = at;
  started.left -= count * 2 * unit;
}

function replace(started: Started, place: Place, bytes: Uint8Array): void {
  fill(started, place, bytes, bytes.length - started.left, started.left);
  if (started.left > 0) return;
  const count = Math.min(started.skip, place.input.length - place.from);
  place.from += count;
  started.skip -= count;
}
