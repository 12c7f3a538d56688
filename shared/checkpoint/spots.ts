import { bitsOf } from './dtypes.ts';
import type { StoredTensor } from './safetensors-header.ts';
import type { Inserted, InsertedPlace, TensorChange } from './tensor-change.ts';

/** A few bytes of a padded file and what they must be: bytes of the old file, or given ones. Offsets count from the start of the data. */
export interface Spot {
  readonly at: number;
  readonly length: number;
  readonly expected: { readonly from: number } | { readonly bytes: Uint8Array };
}

const mostBytes = 4096;

/**
 * Places at which a written tensor is held against the old one: the first and the last bytes, and the borders of what was inserted, in the first,
 * the middle and the last row. Counted by index, not by going through the steps that wrote it.
 */
export function spotsOf(old: StoredTensor, padded: StoredTensor, change: TensorChange | undefined): readonly Spot[] {
  if (old.begin === old.end) return [];
  if (change === undefined) return endsOf(old, padded);
  if (change.kind === 'patched')
    return [{ at: padded.begin + change.offset, length: change.bytes.length, expected: { bytes: change.bytes } }];
  const rows = old.shape.slice(0, change.axis).reduce((a, b) => a * b, 1);
  return [...new Set([0, rows >> 1, rows - 1])].flatMap((row) => spotsOfRow(old, padded, change, row));
}

function endsOf(old: StoredTensor, padded: StoredTensor): readonly Spot[] {
  const size = old.end - old.begin;
  const length = Math.min(size, mostBytes);
  return [0, size - length].map((offset) => ({ at: padded.begin + offset, length, expected: { from: old.begin + offset } }));
}

function spotsOfRow(old: StoredTensor, padded: StoredTensor, change: Inserted, row: number): readonly Spot[] {
  const unit = old.shape.slice(change.axis + 1).reduce((a, b) => a * b, (bitsOf(old.dtype) ?? 0) / 8);
  const side = old.shape[change.axis] ?? 0;
  const newSide = padded.shape[change.axis] ?? 0;
  const length = Math.min(unit, mostBytes);
  const kept = indexesOf(change, side).map((index) => ({
    at: padded.begin + (row * newSide + newIndex(change.places, index)) * unit,
    length,
    expected: { from: old.begin + (row * side + index) * unit },
  }));
  const added = change.places.map((place) => ({
    at: padded.begin + (row * newSide + firstNew(change.places, place)) * unit,
    length: Math.min(length, place.together * unit),
    expected: { bytes: repeated(change.fill, Math.min(length, place.together * unit)) },
  }));
  return [...kept, ...added];
}

/** Old indexes around each place. */
function indexesOf({ places }: Inserted, side: number): readonly number[] {
  const near = places.flatMap(({ at, count }) => [at - 1, at, at + 1, at + count - 1, at + count]);
  return [...new Set([0, ...near, side - 1])].filter((index) => index >= 0 && index < side);
}

/** Where an old index stands afterwards. */
function newIndex(places: readonly InsertedPlace[], index: number): number {
  return places.reduce((moved, place) => moved + addedBefore(place, index), index);
}

function addedBefore({ at, count, together, interleaved }: InsertedPlace, index: number): number {
  if (index < at) return 0;
  return interleaved ? Math.min(count, Math.floor((index - at) / together) * together) : count;
}

function firstNew(places: readonly InsertedPlace[], place: InsertedPlace): number {
  const { at, together, interleaved } = place;
  return interleaved ? newIndex(places, at + together - 1) + 1 : newIndex(places, at - 1) + 1;
}

function repeated(pattern: Uint8Array, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => pattern[at % pattern.length] ?? 0);
}
