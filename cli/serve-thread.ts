import type { MessagePort } from 'node:worker_threads';
import { answerBlock } from './batch/answer-block.ts';
import { answerCandidates } from './lint/answer-candidates.ts';
import type { ThreadTask } from './threads.ts';

const encoder = new TextEncoder();

/** The other end of a thread: a block in, its answers out, in the order in which they were asked for. */
export function serveThread(port: MessagePort, task: ThreadTask, environment: ReadonlyMap<string, string>): void {
  const answer = answererOf(task, environment);
  let last = Promise.resolve();
  port.on('message', (block: Uint8Array) => {
    last = last.then(async () => {
      const answers = encoder.encode(await answer(block));
      port.postMessage(answers, [answers.buffer]);
    });
  });
}

type Answer = (block: Uint8Array) => string | Promise<string>;

function answererOf(task: ThreadTask, environment: ReadonlyMap<string, string>): Answer {
  return task.name === 'lint' ? answerCandidates(task, environment) : answerBlock;
}
