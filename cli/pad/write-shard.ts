import { closeSync, constants, fdatasync, openSync, readSync, writeSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import type { Shard } from '../../shared/checkpoint/checkpoint.ts';
import type { PaddedHeader } from '../../shared/checkpoint/padded-header.ts';
import { lengthBytes } from '../../shared/checkpoint/safetensors-header.ts';
import { shardPieces } from '../../shared/checkpoint/shard-pieces.ts';
import type { TensorChange } from '../../shared/checkpoint/tensor-change.ts';
import { transformOf } from '../../shared/checkpoint/transform.ts';
import { t } from '../../shared/text/localize.ts';
import { PadFailure } from './pad-failure.ts';

/** So small that the bytes are still in the processor's cache when they are written. */
const bufferBytes = 1024 * 1024;

/** A shorter run of old bytes is put together with its neighbours. */
const leastPassed = 64 * 1024;

/** Between two of them nothing else happens in the program: it shows how far it is, and hears Ctrl-C. */
const bytesBetweenBreaths = 16 * 1024 * 1024;

/** After so many bytes the disk is told to begin: left to itself, the system keeps gigabytes in memory and writes them at the end. */
const bytesBetweenSyncs = 128 * 1024 * 1024;

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
  writing.signal.throwIfAborted();
  if (shard.header.tensors.some(({ name }) => changes.has(name))) return transformShard(writing);
  await copyFile(writing.source, writing.target, constants.COPYFILE_FICLONE);
  onBytes(shard.size);
}

async function transformShard(writing: ShardWriting): Promise<void> {
  const source = openSync(writing.source, 'r');
  try {
    const target = openSync(writing.target, 'w');
    try {
      await writeData(source, target, writing, writeHeader(target, writing));
    } finally {
      closeSync(target);
    }
  } finally {
    closeSync(source);
  }
}

/** Returns where the data starts. */
function writeHeader(target: number, { padded: { text }, onBytes }: ShardWriting): number {
  const bytes = Buffer.alloc(lengthBytes + text.length);
  bytes.writeBigUInt64LE(BigInt(text.length));
  bytes.write(text, lengthBytes, 'latin1');
  writeWhole(target, bytes, 0);
  onBytes(bytes.length);
  return bytes.length;
}

/** Long runs of old bytes go from the buffer they were read into; what is made of pieces is put together in another. */
async function writeData(source: number, target: number, writing: ShardWriting, start: number): Promise<void> {
  const { move, passThrough } = transformOf(shardPieces(writing.shard.header, writing.changes));
  const input = inputFrom(source, writing.shard);
  const output = outputTo(target, start, writing);
  const pieces = Buffer.allocUnsafeSlow(bufferBytes);
  let chunk = input.next();
  let [from, filled, isDone] = [0, 0, false];
  while (!isDone) {
    const plain = filled === 0 ? passThrough(chunk.length - from, leastPassed) : 0;
    if (plain > 0) output.write(chunk.subarray(from, from + plain));
    ({ from, at: filled, done: isDone } = move(chunk, from + plain, pieces, filled));
    if (filled === bufferBytes || isDone) {
      output.write(pieces.subarray(0, filled));
      filled = 0;
    } else {
      // The steps want more of the old file.
      chunk = input.next();
      if (chunk.length === 0) throw shorter(writing.shard.file);
      from = 0;
    }
    await output.breathe();
  }
  await output.settled();
}

/** The data of a file, a buffer at a time; nothing at its end. Each is good until the next one is asked for. */
function inputFrom(file: number, { file: name, header, size }: Shard) {
  const buffer = Buffer.allocUnsafeSlow(bufferBytes);
  let at = header.dataStart;
  return {
    next: (): Buffer => {
      const wanted = Math.min(bufferBytes, size - at);
      if (readWhole(file, buffer, wanted, at) < wanted) throw shorter(name);
      at += wanted;
      return buffer.subarray(0, wanted);
    },
  };
}

/** Writes on from `start`. */
function outputTo(file: number, start: number, { onBytes, signal }: ShardWriting) {
  const sync = backgroundSync(file);
  let at = start;
  let sinceBreath = 0;
  return {
    write: (bytes: Buffer): void => {
      writeWhole(file, bytes, at);
      at += bytes.length;
      sinceBreath += bytes.length;
      onBytes(bytes.length);
      sync.after(bytes.length);
    },
    /** Lets the program see to other things, now and then. Throws where it was told to stop. */
    breathe: (): Promise<void> | undefined => {
      if (sinceBreath < bytesBetweenBreaths) return undefined;
      sinceBreath = 0;
      return new Promise((resolve) => setImmediate(resolve)).then(() => signal.throwIfAborted());
    },
    settled: sync.settled,
  };
}

/** Tells the disk to begin every so often, and never waits for it. */
function backgroundSync(file: number) {
  let unsynced = 0;
  let syncing: Promise<void> | undefined;
  return {
    after: (bytes: number): void => {
      unsynced += bytes;
      if (unsynced < bytesBetweenSyncs || syncing) return;
      unsynced = 0;
      // What is wrong with the disk is told by the sync at the end.
      syncing = new Promise<void>((resolve) => fdatasync(file, () => resolve())).then(() => {
        syncing = undefined;
      });
    },
    settled: async (): Promise<void> => syncing,
  };
}

function shorter(file: string): PadFailure {
  return new PadFailure(t('{0} became shorter while it was read; run the same command again', file));
}

function readWhole(file: number, buffer: Buffer, length: number, position: number): number {
  let at = 0;
  while (at < length) {
    const count = readSync(file, buffer, at, length - at, position + at);
    if (count === 0) break;
    at += count;
  }
  return at;
}

function writeWhole(file: number, bytes: Buffer, position: number): void {
  let at = 0;
  while (at < bytes.length) at += writeSync(file, bytes, at, bytes.length - at, position + at);
}
