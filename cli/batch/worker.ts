import type { MessagePort } from 'node:worker_threads';
import { answerBlock } from './answer-block.ts';

const encoder = new TextEncoder();

/** The other end of a batch thread: a block in, its answers out. */
export function serveBlocks(port: MessagePort): void {
  port.on('message', (block: Uint8Array) => {
    const answers = encoder.encode(answerBlock(block));
    port.postMessage(answers, [answers.buffer]);
  });
}
