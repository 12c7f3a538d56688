import { answerRow } from './answer-row.ts';

const decoder = new TextDecoder();

/** The answers to a block of whole lines, one line each, in order; empty lines have none. */
export function answerBlock(block: Uint8Array): string {
  let answers = '';
  for (const line of decoder.decode(block).split('\n')) {
    if (line.trim() !== '') answers += `${answerRow(line)}\n`;
  }
  return answers;
}
