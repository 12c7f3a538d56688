import type { Arguments } from '../arguments.ts';
import { answerRow } from '../batch/answer-row.ts';
import { lineSplitter } from '../batch/line-splitter.ts';
import type { ExitCode, Io } from '../io.ts';

/** `shardlint batch`: a row in, an answer out, in order; what is held in memory does not grow with the input. */
export async function batch(_args: Arguments, io: Io): Promise<ExitCode> {
  const split = lineSplitter();
  for await (const chunk of io.input) await answer(split.push(chunk), io);
  await answer(split.end(), io);
  return 0;
}

/** One write for the lines of a chunk: fewer system calls, and nothing waits for lines that have not come. */
async function answer(lines: readonly string[], io: Io): Promise<void> {
  let text = '';
  for (const line of lines) if (line.trim() !== '') text += `${answerRow(line)}\n`;
  if (text !== '') await io.output.write(text);
}
