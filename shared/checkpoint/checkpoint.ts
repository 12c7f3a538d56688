import { t } from '../text/localize.ts';
import { type CheckpointIndex, indexName } from './checkpoint-index.ts';
import { Refusal } from './refusal.ts';
import type { SafetensorsHeader, StoredTensor } from './safetensors-header.ts';

/** One safetensors file of a checkpoint. */
export interface Shard {
  readonly file: string;
  /** Bytes of the whole file. */
  readonly size: number;
  readonly header: SafetensorsHeader;
}

/** All weights of a model, in one file or several. */
export interface Checkpoint {
  readonly shards: readonly Shard[];
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** Puts the files together; each tensor must be in the file that the index names, and in no other. Throws Refusal. */
export function checkpointOf(shards: readonly Shard[], index: CheckpointIndex | undefined): Checkpoint {
  const tensors = new Map<string, StoredTensor>();
  const fileOf = new Map<string, string>();
  for (const { file, header } of shards) {
    for (const tensor of header.tensors) {
      const other = fileOf.get(tensor.name);
      if (other !== undefined) throw new Refusal(t('{0} is in {1} and in {2}', tensor.name, other, file));
      fileOf.set(tensor.name, file);
      tensors.set(tensor.name, tensor);
    }
  }
  for (const [name, file] of index?.fileOf ?? []) {
    if (fileOf.get(name) !== file) throw new Refusal(t('{0} says that {1} is in {2}, and it is not', indexName, name, file));
  }
  return { shards, tensors };
}
