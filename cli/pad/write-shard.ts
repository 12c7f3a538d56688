import { constants } from 'node:fs';
import { copyFile, type FileHandle, open } from 'node:fs/promises';
import type { Shard } from '../../shared/checkpoint/checkpoint.ts';
import type { PaddedHeader } from '../../shared/checkpoint/padded-header.ts';
import { lengthBytes } from '../../shared/checkpoint/safetensors-header.ts';
import { shardPieces } from '../../shared/checkpoint/shard-pieces.ts';
import type { TensorChange } from '../../shared/checkpoint/tensor-change.ts';
import { transformOf } from '../../shared/checkpoint/transform.ts';
import { t } from '../../shared/text/localize.ts';
import { PadFailure } from './pad-failure.ts';

/** Two to read into and two to write from: while one pair is moved in memory, the other is on its way from and to the disk. */
const bufferBytes = 4 * 1024 * 1024;

export interface ShardWriting {
  readonly source: string;
  readonly target: string;
  readonly shard: Shard;
  readonly padded: PaddedHeader;
  readonly changes: ReadonlyMap<string, TensorChange>;
  /** Told of bytes as they are written. */
  readonly onBytes: (count: number) => void;
  readonly signal: AbortSignal;
}

/** Writes one file of the padded checkpoint, with the memory of its buffers alone, whatever the file's size; a file without changes is copied as it is. */
export async function writeShard(writing: ShardWriting): Promise<void> {
  const { shard, changes, onBytes } = writing;
  if (shard.header.tensors.some(({ name }) => changes.has(name))) return transformShard(writing);
  writing.signal.throwIfAborted();
  await copyFile(writing.source, writing.target, constants.COPYFILE_FICLONE);
  onBytes(shard.size);
}

async function transformShard(writing: ShardWriting): Promise<void> {
  const source = await open(writing.source, 'r');
  try {
    const target = await open(writing.target, 'w');
    try {
      await writeHeader(target, writing);
      await writeData(source, target, writing);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function writeHeader(target: FileHandle, { padded: { text }, onBytes }: ShardWriting): Promise<void> {
  const bytes = Buffer.alloc(lengthBytes + text.length);
  bytes.writeBigUInt64LE(BigInt(text.length));
  bytes.write(text, lengthBytes, 'latin1');
  await writeWhole(target, bytes, 0);
  onBytes(bytes.length);
}

async function writeData(source: FileHandle, target: FileHandle, writing: ShardWriting): Promise<void> {
  const { shard, padded, changes, onBytes, signal } = writing;
  const { move } = transformOf(shardPieces(shard.header, changes));
  const input = readAhead(source, shard.header.dataStart, shard.size, shard.file);
  const output = writeBehind(target, lengthBytes + padded.text.length);
  let chunk = await input.next();
  let from = 0;
  for (;;) {
    signal.throwIfAborted();
    const moved = move(chunk, from, output.buffer(), output.filled());
    output.fillTo(moved.at);
    from = moved.from;
    if (moved.done) break;
    if (output.isFull()) onBytes(await output.flush());
    else {
      chunk = await input.next();
      if (chunk.length === 0) throw shorter(shard.file);
      from = 0;
    }
  }
  onBytes(await output.flush());
  await output.settled();
}

/** Reads a file from `start` to `end`, one buffer ahead; each buffer is good until the next but one is asked for. */
function readAhead(file: FileHandle, start: number, end: number, name: string) {
  const buffers = [Buffer.allocUnsafeSlow(bufferBytes), Buffer.allocUnsafeSlow(bufferBytes)] as const;
  let at = start;
  let turn = 0;
  const read = async (): Promise<Buffer> => {
    const buffer = buffers[turn++ % 2 === 0 ? 0 : 1];
    const wanted = Math.min(bufferBytes, end - at);
    const count = await readWhole(file, buffer, wanted, at);
    if (count < wanted) throw shorter(name);
    at += count;
    return buffer.subarray(0, count);
  };
  let ahead = settledLater(read());
  return {
    next: async (): Promise<Buffer> => {
      const chunk = await ahead;
      ahead = settledLater(read());
      return chunk;
    },
  };
}

function shorter(file: string): PadFailure {
  return new PadFailure(t('{0} became shorter while it was read; run the same command again', file));
}

/** Writes one buffer while the next is filled. */
function writeBehind(file: FileHandle, start: number) {
  const buffers = [Buffer.allocUnsafeSlow(bufferBytes), Buffer.allocUnsafeSlow(bufferBytes)] as const;
  let turn = 0;
  let filled = 0;
  let position = start;
  let behind: Promise<void> = Promise.resolve();
  const buffer = (): Buffer => buffers[turn % 2 === 0 ? 0 : 1];
  return {
    buffer,
    filled: () => filled,
    fillTo: (at: number) => {
      filled = at;
    },
    isFull: () => filled === bufferBytes,
    flush: async (): Promise<number> => {
      await behind;
      const bytes = buffer().subarray(0, filled);
      behind = settledLater(writeWhole(file, bytes, position));
      position += bytes.length;
      turn += 1;
      filled = 0;
      return bytes.length;
    },
    settled: () => behind,
  };
}

/** A failure is told where the promise is awaited, and is not unhandled until then. */
function settledLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

async function readWhole(file: FileHandle, buffer: Buffer, length: number, position: number): Promise<number> {
  let at = 0;
  while (at < length) {
    const { bytesRead } = await file.read(buffer, at, length - at, position + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return at;
}

async function writeWhole(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let at = 0;
  while (at < bytes.length) at += (await file.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
}
