import { Worker } from 'node:worker_threads';
import { optimizeLess } from './optimizer.ts';

/** What threads are started for. */
export type ThreadTask = { readonly name: 'batch' } | LintTask;

/** A run of `lint`, as a thread of it needs to know it. */
export interface LintTask {
  readonly name: 'lint';
  /** What was given after the command's name. */
  readonly argv: readonly string[];
  readonly folder: string;
  /** Folders that are linted whole. */
  readonly wholeFolders: readonly string[];
  /** True where it is kept what each outcome depends on. */
  readonly isWitnessed: boolean;
}

/** Threads that answer blocks beside this one: rows, or a list of candidates. */
export interface Threads {
  /** Blocks that can be under way at a time before one waits for another. */
  readonly room: number;
  /** The block is given away: its bytes cannot be read any more. */
  readonly answer: (block: Uint8Array) => Promise<Uint8Array>;
  readonly close: () => void;
}

/** Enough that a thread has work while the answers of another are waited for. */
const blocksOfThread = 4;

/** Nearly nothing of a row or a file outlives it: with more room for what is new, less is looked through. */
const resourceLimits = { maxYoungGenerationSizeMb: 96 };

/**
 * Starts threads that run `program` (this program's own file), as many as the machine gives; undefined if it gives none. A block goes to
 * the thread that has the fewest to answer.
 */
export function startThreads(count: number, program: URL, task: ThreadTask): Threads | undefined {
  optimizeLess();
  const threads = Array.from({ length: count }, () => startThread(program, task)).filter((thread) => thread !== undefined);
  if (threads.length === 0) return undefined;
  return {
    room: threads.length * blocksOfThread,
    answer: (block) => {
      const [thread] = threads.toSorted((one, other) => one.waiting() - other.waiting());
      return thread ? thread.answer(block) : Promise.reject(new Error('no thread'));
    },
    close: () => {
      for (const thread of threads) thread.close();
    },
  };
}

/** Undefined where no thread can be started: the process may have no more, or not be permitted to. */
function startThread(program: URL, task: ThreadTask): Thread | undefined {
  try {
    return threadOf(new Worker(program, { resourceLimits, workerData: task }));
  } catch {
    return undefined;
  }
}

interface Thread extends Pick<Threads, 'answer' | 'close'> {
  /** Blocks that it has to answer; a thread that ended gets none that another could take. */
  readonly waiting: () => number;
}

interface Waiting {
  readonly resolve: (answers: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** A thread answers its blocks in the order in which it got them. */
function threadOf(worker: Worker): Thread {
  const waiting: Waiting[] = [];
  let failed: Error | undefined;
  const fail = (error: Error): void => {
    failed ??= error;
    for (const { reject } of waiting.splice(0)) reject(failed);
  };
  worker.on('message', (answers: Uint8Array) => waiting.shift()?.resolve(answers));
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`a thread ended with ${code}`)));
  return {
    waiting: () => (failed ? Number.POSITIVE_INFINITY : waiting.length),
    answer: (block: Uint8Array) =>
      new Promise<Uint8Array>((resolve, reject) => {
        if (failed) return reject(failed);
        waiting.push({ resolve, reject });
        worker.postMessage(block, [block.buffer as ArrayBuffer]);
      }),
    close: () => void worker.terminate(),
  };
}
