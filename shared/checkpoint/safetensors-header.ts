import { isRecord } from '../text/is-record.ts';
import { t } from '../text/localize.ts';
import { bitsOf } from './dtypes.ts';
import { Refusal } from './refusal.ts';

/** A tensor as the header of its file describes it. */
export interface StoredTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Bytes from the start of the file's data, and after its last one. */
  readonly begin: number;
  readonly end: number;
}

/** What stands before the data of a safetensors file. */
export interface SafetensorsHeader {
  /** In the order of their data, which follows on without a hole. */
  readonly tensors: readonly StoredTensor[];
  readonly metadata: Readonly<Record<string, string>> | undefined;
  /** Where the data starts in the file. */
  readonly dataStart: number;
}

/** The length of the header is written before it, in this many bytes, little end first. */
export const lengthBytes = 8;

/** The format allows no longer header. */
const longestHeader = 100_000_000;

/** How long the header is that follows the first eight bytes of a file of `fileSize` bytes. Throws Refusal where there is none. */
export function headerLength(first: Uint8Array, fileSize: number, file: string): number {
  const length = first.length < lengthBytes ? Number.NaN : first.reduceRight((sum, byte) => sum * 256 + byte, 0);
  if (!(length >= 2 && length <= longestHeader))
    throw new Refusal(t('{0} is no safetensors file: its first eight bytes give no length', file));
  if (length > fileSize - lengthBytes) throw new Refusal(t('{0} is cut off: its header alone is longer than the file', file));
  return length;
}

/**
 * Reads the header's JSON text, and holds it against the size of the file: every tensor as long as its type and shape say, one
 * after the other, without holes or overlaps, up to the last byte. Throws Refusal where that is not so.
 */
export function readHeader(text: string, headerBytes: number, fileSize: number, file: string): SafetensorsHeader {
  const entries = entriesOf(text, file);
  const dataStart = lengthBytes + headerBytes;
  const tensors = entries.filter(([name]) => name !== metadataKey).map(([name, value]) => tensorOf(name, value, file));
  tensors.sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkPlaces(tensors, fileSize - dataStart, file);
  const metadata = entries.find(([name]) => name === metadataKey)?.[1];
  return { tensors, metadata: isTexts(metadata) ? metadata : undefined, dataStart };
}

const metadataKey = '__metadata__';

function entriesOf(text: string, file: string): readonly (readonly [string, unknown])[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isRecord(parsed)) return Object.entries(parsed);
  } catch {
    // Said below, as for any other text that is no object.
  }
  throw new Refusal(t('{0} is no safetensors file: its header is not JSON', file));
}

function tensorOf(name: string, value: unknown, file: string): StoredTensor {
  const { dtype, shape, data_offsets: offsets } = isRecord(value) ? value : {};
  if (typeof dtype !== 'string' || !isSizes(shape) || !isSizes(offsets) || offsets[0] === undefined || offsets[1] === undefined)
    throw new Refusal(t('{0}: the header does not say what {1} is', file, name));
  return { name, dtype, shape, begin: offsets[0], end: offsets[1] };
}

function checkPlaces(tensors: readonly StoredTensor[], dataBytes: number, file: string): void {
  let at = 0;
  for (const tensor of tensors) {
    const { name, dtype, begin, end } = tensor;
    if (begin !== at) throw new Refusal(t('{0}: the header lies: {1} does not start where the tensor before it ends', file, name));
    const size = bytesOf(tensor);
    if (size === undefined) throw new Refusal(t('{0}: {1} is of the type {2}, which is not known', file, name, dtype));
    if (end - begin !== size) throw new Refusal(t('{0}: the header lies: {1} has another length than its shape', file, name));
    at = end;
  }
  if (at > dataBytes) throw new Refusal(t('{0} is cut off: {1} bytes are missing; download it again', file, at - dataBytes));
  if (at < dataBytes) throw new Refusal(t('{0} has {1} bytes after its last tensor; download it again', file, dataBytes - at));
}

/** Bytes of a tensor by type and shape; undefined for an unknown type, and where they are no whole number. */
export function bytesOf({ dtype, shape }: Pick<StoredTensor, 'dtype' | 'shape'>): number | undefined {
  const bits = bitsOf(dtype);
  if (bits === undefined) return undefined;
  const all = shape.reduce((product, side) => product * side, bits);
  return Number.isSafeInteger(all) && all % 8 === 0 ? all / 8 : undefined;
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((side) => Number.isSafeInteger(side) && side >= 0);
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.values(value).every((text) => typeof text === 'string');
}
