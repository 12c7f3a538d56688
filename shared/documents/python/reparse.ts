import { type Tree, TreeFragment } from '@lezer/common';
import { grammar } from './grammar.ts';
import type { NearTree } from './kept-trees.ts';

/** Refuses what is wrong: what is understood after that may depend on where the parser began. */
const strictParser = grammar.configure({ strict: true });

/** The tree of a text, taken from that of a near one wherever both are the same. Undefined: something is wrong in the text. */
export function reparse(text: string, { kept, start, end }: NearTree): Tree | undefined {
  const from = lastLineOfCode(text, start);
  const change = { fromA: from, toA: kept.text.length - end, fromB: from, toB: text.length - end };
  const fragments = TreeFragment.applyChanges(TreeFragment.addTree(kept.tree), [change]);
  try {
    return strictParser.parse(text, fragments);
  } catch {
    return undefined;
  }
}

/**
 * Where the last line before `offset` starts that is neither empty nor a comment. What is read of it depends on how deep the next line is,
 * however far that is: there a block ends.
 */
function lastLineOfCode(text: string, offset: number): number {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  while (start > 0) {
    start = text.lastIndexOf('\n', start - 2) + 1;
    if (/^[ \t\r]*[^\s#]/.test(text.slice(start, text.indexOf('\n', start)))) break;
  }
  return start;
}
