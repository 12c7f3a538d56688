import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Checkpoint, checkpointOf, type Shard } from '../../shared/checkpoint/checkpoint.ts';
import { indexName, isShardName, readIndex, singleName } from '../../shared/checkpoint/checkpoint-index.ts';
import { Refusal } from '../../shared/checkpoint/refusal.ts';
import { headerLength, lengthBytes, readHeader } from '../../shared/checkpoint/safetensors-header.ts';
import { t } from '../../shared/text/localize.ts';
import { refuseOtherWeights } from './other-weights.ts';

/** A checkpoint on disk; of its files the headers have been read. */
export interface DiskCheckpoint extends Checkpoint {
  /** Absent for a checkpoint in one file. */
  readonly indexText: string | undefined;
}

const largestIndex = 256_000_000;

/** Reads the headers of all weights in a folder. Throws Refusal for weights of another kind, files that are missing, cut off or lie. */
export function readCheckpoint(folder: string, names: readonly string[]): DiskCheckpoint {
  refuseOtherWeights(names);
  if (!names.includes(indexName)) return { ...checkpointOf([readShard(folder, singleName)], undefined), indexText: undefined };
  if (statSync(join(folder, indexName)).size > largestIndex) throw new Refusal(t('{0} is larger than any checkpoint has it', indexName));
  const indexText = readFileSync(join(folder, indexName), 'utf8');
  const index = readIndex(indexText);
  refuseLoneShards(names, index.files);
  return {
    ...checkpointOf(
      index.files.map((file) => readShard(folder, file)),
      index,
    ),
    indexText,
  };
}

/** Reads what stands before the data of one file. */
export function readShard(folder: string, file: string): Shard {
  const descriptor = openShard(join(folder, file), file);
  try {
    const { size } = fstatSync(descriptor);
    const length = headerLength(readBytes(descriptor, 0, Math.min(lengthBytes, size)), size, file);
    const header = readHeader(readBytes(descriptor, lengthBytes, length).toString('utf8'), length, size, file);
    return { file, size, header };
  } finally {
    closeSync(descriptor);
  }
}

function openShard(path: string, file: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new Refusal(t('{0} is missing; download the checkpoint again', file));
  if (!found.isFile()) throw new Refusal(t('{0} is not a file', file));
  return openSync(path, 'r');
}

function readBytes(descriptor: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let at = 0;
  while (at < length) {
    const count = readSync(descriptor, bytes, at, length - at, position + at);
    if (count === 0) break;
    at += count;
  }
  return bytes.subarray(0, at);
}

/** A numbered file that the index leaves out: its weights would be lost. */
function refuseLoneShards(names: readonly string[], files: readonly string[]): void {
  const lone = names.find((name) => isShardName(name) && !files.includes(name));
  if (lone !== undefined) throw new Refusal(t('{0} does not name {1}, which lies beside it', indexName, lone));
}
