import { constants } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { t } from '../../shared/text/localize.ts';
import { PadFailure } from './pad-failure.ts';
import { journalName, openPartial, type PartialFolder, unlockPartial } from './partial-folder.ts';
import type { PadPlan, PlannedShard } from './plan-pad.ts';
import { verifyShard } from './verify-shard.ts';
import { writeShard } from './write-shard.ts';

export interface FolderWriting {
  readonly plan: PadPlan;
  readonly out: string;
  readonly resumes: boolean;
  /** Told of bytes of the new checkpoint as they are there; `isOld` for those of an earlier run. */
  readonly onBytes: (count: number, isOld: boolean) => void;
  readonly signal: AbortSignal;
}

/**
 * Writes the padded checkpoint under another name, beside `out`, and gives it its own once everything is on the disk and has been checked. Each
 * file of weights has an unfinished name until then as well; the config and the index come last.
 */
export async function writeFolder(writing: FolderWriting): Promise<void> {
  const { plan, out, resumes } = writing;
  const partial = openPartial(out, plan, resumes);
  try {
    await writeShards(plan.shards, partial, writing);
    for (const { name, size } of plan.others.copied) {
      writing.signal.throwIfAborted();
      await copyBeside(join(plan.folder, name), join(partial.path, name));
      writing.onBytes(size, false);
    }
    for (const [name, text] of plan.texts) await writeText(join(partial.path, name), text);
    await finish(partial);
  } catch (error) {
    unlockPartial(partial);
    throw error;
  }
}

/** While a file is on its way to the disk and is checked, the next one is written. */
async function writeShards(shards: readonly PlannedShard[], partial: PartialFolder, writing: FolderWriting): Promise<void> {
  let settled: Promise<void> = Promise.resolve();
  try {
    for (const planned of shards) {
      const settle = await writePlanned(planned, partial, writing);
      await settled;
      settled = settle();
      // A failure is told where it is awaited, and is not unhandled until then.
      settled.catch(() => undefined);
    }
  } finally {
    await settled;
  }
}

/** Writes one file; what is returned waits until it is whole and gives it its name. */
async function writePlanned(planned: PlannedShard, { path }: PartialFolder, writing: FolderWriting): Promise<() => Promise<void>> {
  const { shard, padded } = planned;
  const { changes } = writing.plan.plan;
  const source = join(writing.plan.folder, shard.file);
  const target = join(path, shard.file);
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { force: true });
  const checking = { source, shard, padded, changes };
  if (await isWhole(target, () => verifyShard({ ...checking, target, targetName: shard.file }))) {
    writing.onBytes(padded.size, true);
    return async () => undefined;
  }
  await writeShard({ ...checking, target: unfinished, onBytes: (count) => writing.onBytes(count, false), signal: writing.signal });
  return async () => {
    await synced(unfinished, 'r+');
    await verifyShard({ ...checking, target: unfinished, targetName: `${shard.file}.unfinished` });
    await checkUnchanged(source, planned);
    await rename(unfinished, target);
  };
}

/** A file of an earlier run that is as it should be. */
async function isWhole(path: string, verify: () => Promise<void>): Promise<boolean> {
  if (!(await stat(path).catch(() => undefined))) return false;
  return verify().then(
    () => true,
    () => false,
  );
}

async function checkUnchanged(source: string, { shard, changed }: PlannedShard): Promise<void> {
  const now = await stat(source);
  if (now.size !== shard.size || now.mtimeMs !== changed)
    throw new PadFailure(t('{0} changed while it was read; remove the unfinished folder and run the command again', shard.file));
}

/** What a link leads to is copied, never the link: what is written here must not reach a download cache. */
async function copyBeside(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await rm(target, { force: true });
  await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  await synced(target, 'r+').catch(() => undefined);
}

async function writeText(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The last step: until it, nothing has the name that was asked for. */
async function finish({ path, out }: PartialFolder): Promise<void> {
  unlockPartial({ path });
  await synced(path, 'r').catch(() => undefined);
  await rename(path, out);
  await synced(dirname(out), 'r').catch(() => undefined);
  await rm(join(out, journalName), { force: true });
}

/** Some systems cannot open a folder to sync it. */
async function synced(path: string, flags: string): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
