import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A tensor as a safetensors file holds it. */
export interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

export type Tensors = ReadonlyMap<string, Tensor>;

const bytesOfType: Readonly<Record<string, number>> = { I64: 8, I32: 4, F32: 4, F16: 2, BF16: 2, F8_E4M3: 1, I8: 1, U8: 1, F64: 8 };

export function itemBytes(dtype: string): number {
  return bytesOfType[dtype] ?? Number.NaN;
}

/** The bytes of a safetensors file. */
export function safetensors(tensors: Tensors, metadata: Record<string, string> | undefined = { format: 'pt' }): Uint8Array {
  const header: Record<string, unknown> = metadata ? { __metadata__: metadata } : {};
  let at = 0;
  for (const [name, { dtype, shape, data }] of tensors) {
    header[name] = { dtype, shape, data_offsets: [at, at + data.length] };
    at += data.length;
  }
  return withHeader(JSON.stringify(header), ...[...tensors.values()].map(({ data }) => data));
}

/** A file with any header at all. */
export function withHeader(header: string, ...data: readonly Uint8Array[]): Uint8Array {
  const text = Buffer.from(header.padEnd(Math.ceil(header.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...data]);
}

/** A model's folder: its config, and its tensors in one file or dealt out over several. */
export function writeModel(folder: string, config: object, tensors: Tensors, shards = 1): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'config.json'), `${JSON.stringify(config, undefined, 2)}\n`);
  if (shards === 1) writeFileSync(path.join(folder, 'model.safetensors'), safetensors(tensors));
  else writeShards(folder, tensors, shards);
}

function writeShards(folder: string, tensors: Tensors, shards: number): void {
  const nameOf = (shard: number) => `model-${String(shard + 1).padStart(5, '0')}-of-${String(shards).padStart(5, '0')}.safetensors`;
  const parts = Array.from({ length: shards }, () => new Map<string, Tensor>());
  [...tensors].forEach(([name, tensor], at) => {
    parts[at % shards]?.set(name, tensor);
  });
  for (const [shard, part] of parts.entries()) writeFileSync(path.join(folder, nameOf(shard)), safetensors(part));
  const map = Object.fromEntries(parts.flatMap((part, shard) => [...part.keys()].map((name) => [name, nameOf(shard)])));
  const total = [...tensors.values()].reduce((sum, { data }) => sum + data.length, 0);
  const index = { metadata: { total_size: total }, weight_map: map };
  writeFileSync(path.join(folder, 'model.safetensors.index.json'), JSON.stringify(index, undefined, 2));
}

/** All tensors of a folder, and a check that each file is exactly what its header says. */
export function readModel(folder: string): Tensors {
  const files = readdirSync(folder).filter((name) => name.endsWith('.safetensors'));
  return new Map(files.flatMap((file) => [...readTensors(readFileSync(path.join(folder, file)))]));
}

export function readTensors(file: Buffer): Tensors {
  const length = Number(file.readBigUInt64LE());
  const header: Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }> = JSON.parse(
    file.subarray(8, 8 + length).toString(),
  );
  const data = file.subarray(8 + length);
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__');
  let at = 0;
  for (const [name, { dtype, shape, data_offsets: offsets }] of entries) {
    const size = shape.reduce((a, b) => a * b, itemBytes(dtype));
    if (offsets[0] !== at || offsets[1] !== at + size) throw new Error(`${name} lies at ${offsets}`);
    at = offsets[1];
  }
  if (at !== data.length) throw new Error(`${data.length} bytes, of which the header knows ${at}`);
  return new Map(
    entries.map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [begin, end],
        },
      ]) => [name, { dtype, shape, data: data.subarray(begin, end) }],
    ),
  );
}

/** The part of a tensor that one of several ranks holds. */
export function narrow(tensor: Tensor, axis: number, rank: number, ranks: number): Tensor {
  const { dtype, shape, data } = tensor;
  const side = shape[axis] ?? 0;
  if (side % ranks !== 0) throw new Error(`${side} over ${ranks} ranks`);
  return cut(tensor, axis, (rank * side) / ranks, ((rank + 1) * side) / ranks, { dtype, shape, data });
}

/** A range along an axis. */
export function cut(tensor: Tensor, axis: number, from: number, to: number, { dtype, shape, data } = tensor): Tensor {
  const unit = shape.slice(axis + 1).reduce((a, b) => a * b, itemBytes(dtype));
  const side = shape[axis] ?? 0;
  const rows = shape.slice(0, axis).reduce((a, b) => a * b, 1);
  const parts = Array.from({ length: rows }, (_, row) => data.subarray((row * side + from) * unit, (row * side + to) * unit));
  return { dtype, shape: shape.map((old, at) => (at === axis ? to - from : old)), data: Buffer.concat(parts) };
}
