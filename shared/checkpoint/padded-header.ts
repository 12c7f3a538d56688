import type { Shard } from './checkpoint.ts';
import type { SafetensorsHeader, StoredTensor } from './safetensors-header.ts';
import { bytesOf, lengthBytes } from './safetensors-header.ts';
import { changedShape, type TensorChange } from './tensor-change.ts';

/** A file of the padded checkpoint before its data is written; a file without changes stays as it is. */
export interface PaddedHeader {
  /** In the order of the old file. */
  readonly tensors: readonly StoredTensor[];
  /** What comes first in the file, in ASCII: the header's length is that of the text. */
  readonly text: string;
  /** Bytes of the whole file. */
  readonly size: number;
}

/** The header of a file whose tensors are changed; the data starts at a multiple of eight bytes, as writers have it. */
export function paddedHeader({ header, size }: Shard, changes: ReadonlyMap<string, TensorChange>): PaddedHeader {
  if (!header.tensors.some(({ name }) => changes.has(name))) return { tensors: header.tensors, text: '', size };
  let at = 0;
  const tensors = header.tensors.map((tensor) => {
    const change = changes.get(tensor.name);
    const shape = change ? changedShape(tensor, change) : tensor.shape;
    const length = change ? (bytesOf({ dtype: tensor.dtype, shape }) ?? 0) : tensor.end - tensor.begin;
    const begin = at;
    at += length;
    return { ...tensor, shape, begin, end: at };
  });
  const bare = headerText(header.metadata, tensors);
  const text = bare.padEnd(Math.ceil(bare.length / 8) * 8);
  return { tensors, text, size: lengthBytes + text.length + at };
}

function headerText(metadata: SafetensorsHeader['metadata'], tensors: readonly StoredTensor[]): string {
  const first = metadata === undefined ? [] : [`"__metadata__":${JSON.stringify(metadata)}`];
  const entries = tensors.map(
    ({ name, dtype, shape, begin, end }) => `${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`,
  );
  return ascii(`{${[...first, ...entries].join(',')}}`);
}

/** Every other character as JSON may also write it, so that characters are bytes. */
function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
