import type { Arguments } from '../arguments.ts';
import { answerBlock } from '../batch/answer-block.ts';
import { blockSplitter } from '../batch/block-splitter.ts';
import type { ExitCode, Io } from '../io.ts';
import type { Threads } from '../threads.ts';

/** A thread takes longer to start than this many bytes of rows take to be answered. */
const worthThreads = 150_000;

/** `shardlint batch`: a row in, an answer out, in order; what is held in memory does not grow with the input. */
export async function batch(_args: Arguments, io: Io): Promise<ExitCode> {
  const split = blockSplitter();
  const answers = inOrder(io);
  let bytes = 0;
  let threads: Threads | undefined;
  try {
    for await (const chunk of io.input) {
      const block = split.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
      if (block === undefined) continue;
      bytes += block.length;
      if (bytes > worthThreads) threads ??= io.startThreads?.({ name: 'batch' });
      await answers.add(threads ? threads.answer(block) : answerBlock(block), threads?.room ?? 1);
    }
    await answers.add(answerBlock(split.end()), 1);
    return 0;
  } finally {
    threads?.close();
  }
}

type Answers = string | Uint8Array | Promise<Uint8Array>;

/** Writes answers in the order in which they were asked for, however they come in. */
function inOrder({ output }: Io) {
  const underWay: Promise<void>[] = [];
  const write = async (answers: Answers, before: Promise<void> | undefined): Promise<void> => {
    // Both at once, so that neither can fail unheard while the other is waited for.
    const [text] = await Promise.all([answers, before]);
    if (text.length > 0) await output.write(text);
  };
  return {
    /** Waits until fewer than `room` answers are on their way to the reader. */
    add: async (answers: Answers, room: number): Promise<void> => {
      const writing = write(answers, underWay.at(-1));
      writing.catch(() => undefined);
      underWay.push(writing);
      while (underWay.length >= room) {
        await underWay[0];
        underWay.shift();
      }
    },
  };
}
