import { t } from '../text/localize.ts';
import { bitsOf } from './dtypes.ts';
import { Refusal } from './refusal.ts';
import type { StoredTensor } from './safetensors-header.ts';

/** What becomes of a tensor. Everything that it held stays, bit for bit; a patch alone replaces bytes, which say a size. */
export type TensorChange = Inserted | Patched;

export interface Inserted {
  readonly kind: 'inserted';
  readonly axis: number;
  /** In the order of the axis. */
  readonly places: readonly InsertedPlace[];
  /** Repeated as often as it fits into what is inserted. */
  readonly fill: Uint8Array;
}

/** New units along an axis; a unit is everything that lies behind one index of it. */
export interface InsertedPlace {
  /** Index along the axis before which the new units go, or after whose own unit the first of them goes. */
  readonly at: number;
  readonly count: number;
  /** Units that belong together: gate and up of one channel, where they alternate. */
  readonly together: number;
  /** One new unit after each old one from `at` on, instead of all of them before it. */
  readonly interleaved: boolean;
}

export interface Patched {
  readonly kind: 'patched';
  /** Byte of the tensor. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Shape after the change. */
export function changedShape({ shape }: Pick<StoredTensor, 'shape'>, change: TensorChange): readonly number[] {
  if (change.kind === 'patched') return shape;
  const added = change.places.reduce((sum, { count }) => sum + count, 0);
  return shape.map((side, axis) => (axis === change.axis ? side + added : side));
}

/** How the outer width lies along an axis of a tensor. */
export interface WidthAlong {
  readonly axis: number;
  /** Elements of the width before and after. */
  readonly from: number;
  readonly to: number;
  /** Stored units that so many elements take: 8 of them an int32 word, 128 a group. */
  readonly units?: (elements: number) => number;
  /** Gate and up one after the other (2), or in turn: then one part whose units come in twos. */
  readonly parts?: number;
  readonly together?: number;
  readonly interleaved?: boolean;
  readonly fill: Uint8Array;
}

/** Makes a tensor wider. Throws Refusal where its side is not what the width makes it. */
export function widened(tensor: StoredTensor, along: WidthAlong): TensorChange {
  const { axis, from, to, units = (elements) => elements, parts = 1, together = 1, interleaved = false, fill } = along;
  const old = units(from) * together;
  const added = units(to) * together - old;
  const side = tensor.shape[axis];
  if (side !== old * parts) throw unexpectedShape(tensor, `${parts > 1 ? `${parts} × ` : ''}${old}`);
  if ((bitsOf(tensor.dtype) ?? 0) % 8 !== 0) throw new Refusal(t('{0} has elements of less than a byte', tensor.name));
  const places = Array.from({ length: parts }, (_, part) => ({
    at: old * (interleaved ? part : part + 1),
    count: added,
    together,
    interleaved,
  }));
  return { kind: 'inserted', axis, places, fill };
}

/** A tensor whose shape is not the one that its kind of storage has. */
export function unexpectedShape({ name, shape }: StoredTensor, wanted: string): Refusal {
  return new Refusal(t('{0} is {1}, and {2} was expected', name, `[${shape.join(', ')}]`, wanted));
}
