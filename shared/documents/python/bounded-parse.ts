import type { Input, PartialParse, Tree } from '@lezer/common';
import { grammar } from './grammar.ts';

/**
 * How many steps the parser may take to find its way again after what is wrong: about eight for each place. A module that is half typed
 * takes a few dozen; what takes more is no Python, and what stands after that is left unread.
 */
const stepsAstray = 600;

/** Parses Python in about linear time, whatever the text is. */
export function boundedParse(text: string): Tree {
  const asked = { count: 0 };
  const parse = grammar.startParse(inChunks(text, asked));
  let astray = 0;
  for (;;) {
    const before = asked.count;
    const tree = parse.advance();
    if (tree !== null) return tree;
    if (isAstray(parse)) astray += 1 + asked.count - before;
    if (astray > stepsAstray && parse.stoppedAt === null) parse.stopAt(parse.parsedPos);
  }
}

/** The parser counts down from the last thing that was wrong until it trusts its way again. */
function isAstray(parse: PartialParse): boolean {
  return 'recovering' in parse && parse.recovering !== 0;
}

const chunkLength = 512;

/** A parser that has lost its way may look through the rest of a long line at each step: that shows in the pieces that it asks for. */
function inChunks(text: string, asked: { count: number }): Input {
  return {
    length: text.length,
    lineChunks: false,
    chunk: (from) => {
      asked.count += 1;
      return text.slice(from, from + chunkLength);
    },
    read: (from, to) => text.slice(from, to),
  };
}
