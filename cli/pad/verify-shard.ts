import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Shard } from '../../shared/checkpoint/checkpoint.ts';
import type { PaddedHeader } from '../../shared/checkpoint/padded-header.ts';
import type { StoredTensor } from '../../shared/checkpoint/safetensors-header.ts';
import { type Spot, spotsOf } from '../../shared/checkpoint/spots.ts';
import type { TensorChange } from '../../shared/checkpoint/tensor-change.ts';
import { t } from '../../shared/text/localize.ts';
import { PadFailure } from './pad-failure.ts';
import { readShard } from './read-checkpoint.ts';

export interface ShardChecking {
  readonly source: string;
  readonly target: string;
  /** The written file as `readShard` finds it. */
  readonly targetName: string;
  readonly shard: Shard;
  readonly padded: PaddedHeader;
  readonly changes: ReadonlyMap<string, TensorChange>;
}

/** Reads a written file again: its header must be the planned one and fit the file, and samples of every tensor must be the old bytes, or the new ones. */
export async function verifyShard(checking: ShardChecking): Promise<void> {
  const { source, target, targetName, shard, padded, changes } = checking;
  const written = readShard(dirname(target), targetName);
  if (written.size !== padded.size || !sameTensors(written.header.tensors, padded.tensors))
    throw new PadFailure(t('{0} was not written as planned; check the disk and run the same command again', shard.file));
  const [old, fresh] = await Promise.all([open(source, 'r'), open(target, 'r')]);
  try {
    for (const [at, tensor] of shard.header.tensors.entries()) {
      const now = padded.tensors[at];
      for (const spot of now ? spotsOf(tensor, now, changes.get(tensor.name)) : []) {
        const found = await bytesAt(fresh, written.header.dataStart + spot.at, spot.length);
        if (!found.equals(await expectedBytes(spot, old, shard)))
          throw new PadFailure(
            t('{0} was not written as planned at {1}; check the disk and run the same command again', shard.file, tensor.name),
          );
      }
    }
  } finally {
    await Promise.all([old.close(), fresh.close()]);
  }
}

type OpenFile = Awaited<ReturnType<typeof open>>;

async function expectedBytes({ expected, length }: Spot, old: OpenFile, { header }: Shard): Promise<Uint8Array> {
  return 'bytes' in expected ? expected.bytes : bytesAt(old, header.dataStart + expected.from, length);
}

async function bytesAt(file: OpenFile, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function sameTensors(a: readonly StoredTensor[], b: readonly StoredTensor[]): boolean {
  return a.length === b.length && a.every((one, at) => sameTensor(one, b[at]));
}

/** Empty tensors at one place have no order. */
function sameTensor(a: StoredTensor, b: StoredTensor | undefined): boolean {
  if (b === undefined || a.begin !== b.begin || a.end !== b.end) return false;
  if (a.begin === a.end) return true;
  return a.name === b.name && a.dtype === b.dtype && a.shape.join() === b.shape.join();
}
