import type { MessagePort } from 'node:worker_threads';
import type { ThreadTask } from './threads.ts';

const encoder = new TextEncoder();

/** The other end of a thread: a block in, its answers out, in the order in which they were asked for. */
export async function serveThread(port: MessagePort, task: ThreadTask, environment: ReadonlyMap<string, string>): Promise<void> {
  const answer = await answererOf(task, environment);
  let last = Promise.resolve();
  port.on('message', (block: Uint8Array) => {
    last = last.then(async () => {
      const answers = encoder.encode(await answer(block));
      port.postMessage(answers, [answers.buffer]);
    });
  });
}

type Answer = (block: Uint8Array) => string | Promise<string>;

/** Each task is loaded where it is done. */
async function answererOf(task: ThreadTask, environment: ReadonlyMap<string, string>): Promise<Answer> {
  if (task.name === 'lint') return (await import('./lint/answer-candidates.ts')).answerCandidates(task, environment);
  return (await import('./batch/answer-block.ts')).answerBlock;
}
