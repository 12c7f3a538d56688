import type { GpuGrant, Mount, Word } from '../../command.ts';
import { imageOf } from './containers.ts';
import { bindMounts } from './mounts.ts';
import { afterOptions, style } from './options.ts';
import { take, type Unwrap, type Wrapped } from './state.ts';

/** Options that srun, sbatch and salloc share. */
const slurmOptions = style(
  'AbBcCdDeEGiIJLmMnNopqrRStTUwWx',
  '',
  'exclusive pty label unbuffered verbose quiet overlap overcommit oversubscribe share no-kill no-allocate disable-status preserve-env ' +
    'multi-prog spread-job reboot contiguous hold quit-on-interrupt kill-on-bad-exit propagate exact whole external interactive help usage ' +
    'version send-libs use-min-nodes requeue no-requeue container-remap-root no-container-remap-root container-mount-home parsable ' +
    'no-container-mount-home container-writable container-readonly container-entrypoint no-container-entrypoint stepmgr wait-all-nodes',
);

/** What the options of a job or of a step of one ask for. */
export interface Allocation {
  /** As written: `2`, `1-4`. */
  nodes: Word | undefined;
  tasks: Word | undefined;
  gpus: GpuGrant | undefined;
  /** True where the GPUs are those of one task. */
  eachTask: boolean;
  image: Word | undefined;
  folder: Word | undefined;
  mounts: readonly Mount[] | undefined;
  /** `--wrap`: the text that the job runs. */
  script: Word | undefined;
}

export function emptyAllocation(): Allocation {
  return {
    nodes: undefined,
    tasks: undefined,
    gpus: undefined,
    eachTask: false,
    image: undefined,
    folder: undefined,
    mounts: undefined,
    script: undefined,
  };
}

/** Reads options into the allocation; gives the index of the first word that is none. */
export function readAllocation(words: readonly Word[], from: number, into: Allocation): number {
  return afterOptions(words, from, slurmOptions, (name, value) => {
    if (value !== undefined) readOption(name, value, into);
  });
}

function readOption(name: string, value: Word, into: Allocation): void {
  if (name === 'N' || name === 'nodes') into.nodes = value;
  else if (name === 'n' || name === 'ntasks') into.tasks = value;
  else if (name === 'container-image') into.image = imageOf(value);
  else if (name === 'container-mounts') into.mounts = bindMounts(value);
  else if (name === 'container-workdir' || name === 'chdir' || name === 'D') into.folder = value;
  else if (name === 'wrap') into.script = value;
  else if (gpuOptions.has(name)) readGpus(name, value, into);
}

function readGpus(name: string, value: Word, into: Allocation): void {
  const grant = slurmGrant(name, value);
  if (grant === undefined) return;
  into.gpus = grant;
  into.eachTask = name === 'gpus-per-task';
}

/**
 * The GPUs of one command of the job; their number is known on one node alone. Of several nodes without a word about GPUs it is
 * said that the number is not known. `alone`: it is one node where nothing else is written.
 */
export function grantOf({ nodes, tasks, gpus, eachTask }: Allocation, alone = true): GpuGrant | undefined {
  const isOneNode = nodes === undefined ? alone && isOne(tasks) : isOne(nodes);
  if (gpus === undefined) return isOneNode || nodes === undefined ? undefined : { count: undefined, span: nodes.span };
  return isOneNode && (!eachTask || isOne(tasks)) ? gpus : { ...gpus, count: undefined };
}

function isOne(word: Word | undefined): boolean {
  return word === undefined || word.text === '1';
}

/** `srun --gres=gpu:8 COMMAND`, also with `--container-image=IMAGE`. */
export const unwrapSrun: Unwrap = (wrapped) => {
  const asked = emptyAllocation();
  const at = readAllocation(wrapped.words, 1, asked);
  if (at >= wrapped.words.length) return false;
  giveAllocation(wrapped, asked);
  return take(wrapped, at);
};

function giveAllocation(wrapped: Wrapped, asked: Allocation): void {
  // A job around it that runs on several nodes, or on a number that is not known, is what a step without a number runs on.
  const alone = wrapped.gpus === undefined || wrapped.gpus.count !== undefined;
  wrapped.gpus = grantOf(asked, alone) ?? wrapped.gpus;
  wrapped.image = asked.image ?? wrapped.image;
  wrapped.folder = asked.folder ?? wrapped.folder;
  wrapped.mounts = asked.mounts ?? wrapped.mounts;
}

/** `sbatch --gres=gpu:4 --wrap="TEXT"`. */
export const unwrapSbatch: Unwrap = (wrapped) => {
  const asked = emptyAllocation();
  readAllocation(wrapped.words, 1, asked);
  giveAllocation(wrapped, asked);
  return asked.script === undefined ? false : { words: [asked.script], here: false, parameters: [] };
};

const gpuOptions: ReadonlySet<string> = new Set(['G', 'gpus', 'gpus-per-node', 'gpus-per-task', 'gres']);

/** `--gpus=h100:4`, `--gres=gpu:4`; a gres without GPUs grants none that we know of. */
function slurmGrant(name: string, value: Word): GpuGrant | undefined {
  const text = value.text ?? '';
  if (name === 'gres' && value.text !== undefined && !/(^|,)gpu(:|$|,)/.test(text)) return undefined;
  const count =
    name === 'gres' ? /(?:^|,)gpu(?::[A-Za-z][\w.-]*)?:(\d{1,4})(?:\(|,|$)/.exec(text)?.[1] : /^(?:[\w.-]+:)?(\d{1,4})$/.exec(text)?.[1];
  return { count: count === undefined ? undefined : Number(count), span: value.span };
}
