import type { Span } from '../../text/span.ts';
import type { Word } from '../command.ts';
import type { Context } from './context.ts';
import { addLiteral } from './literals.ts';
import type { WordNode } from './parse.ts';
import { type Run, textOf } from './value.ts';

const mostWords = 64;

/** Expands `a{b,c}d` where all of it is plain text; false: left to the caller. */
export function expandBraces(context: Context, node: WordNode, span: Span, out: Word[]): boolean {
  const match = /^([^{}\\'"$`*?[\]]*)\{([^{}\\'"$`*?[\]]*,[^{}\\'"$`*?[\]]*)\}([^{}\\'"$`*?[\]]*)$/.exec(node.text);
  if (match === null) return false;
  const [, head = '', list = '', tail = ''] = match;
  const choices = list.split(',');
  if (choices.length > mostWords) return false;
  let at = node.pos + head.length + 1;
  for (const choice of choices) {
    const runs: Run[] = [];
    if (head !== '') addLiteral(context, runs, node.pos, node.pos + head.length, false);
    if (choice !== '') addLiteral(context, runs, at, at + choice.length, false);
    if (tail !== '') addLiteral(context, runs, node.end - tail.length, node.end, false);
    if (runs.length > 0)
      out.push({ text: textOf(runs), source: context.reading.text.slice(span.start, span.end), span, pieces: runs, spread: false });
    at += choice.length + 1;
  }
  return true;
}
