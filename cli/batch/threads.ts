import { Worker } from 'node:worker_threads';

/** Threads that answer blocks of rows beside this one. */
export interface BatchThreads {
  /** Blocks that can be under way at a time before one waits for another. */
  readonly room: number;
  /** The block is given away: its bytes cannot be read any more. */
  readonly answer: (block: Uint8Array) => Promise<Uint8Array>;
  readonly close: () => void;
}

/** Enough that a thread has work while the answers of another are waited for. */
const blocksOfThread = 4;

/** Nearly nothing of a row outlives it: with more room for what is new, less is looked through. */
const resourceLimits = { maxYoungGenerationSizeMb: 96 };

/** Starts threads that run `program` (this program's own file). Blocks go to the threads in turn. */
export function startThreads(count: number, program: URL): BatchThreads {
  const threads = Array.from({ length: count }, () => threadOf(new Worker(program, { resourceLimits })));
  let next = 0;
  return {
    room: count * blocksOfThread,
    answer: (block) => {
      const thread = threads[next++ % count];
      return thread ? thread.answer(block) : Promise.reject(new Error('no thread'));
    },
    close: () => {
      for (const thread of threads) thread.close();
    },
  };
}

interface Waiting {
  readonly resolve: (answers: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** A thread answers its blocks in the order in which it got them. */
function threadOf(worker: Worker) {
  const waiting: Waiting[] = [];
  let failed: Error | undefined;
  const fail = (error: Error): void => {
    failed ??= error;
    for (const { reject } of waiting.splice(0)) reject(failed);
  };
  worker.on('message', (answers: Uint8Array) => waiting.shift()?.resolve(answers));
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`a batch thread ended with ${code}`)));
  return {
    answer: (block: Uint8Array) =>
      new Promise<Uint8Array>((resolve, reject) => {
        if (failed) return reject(failed);
        waiting.push({ resolve, reject });
        worker.postMessage(block, [block.buffer as ArrayBuffer]);
      }),
    close: () => void worker.terminate(),
  };
}
