import { type Tree, TreeFragment } from '@lezer/common';
import { grammar } from './grammar.ts';
import type { NearTree } from './kept-trees.ts';

/** Refuses what is wrong: what is understood after that may depend on where the parser began. */
const strictGrammar = grammar.configure({ strict: true });

/** The tree of a text, taken from that of a near one wherever both are the same. Undefined: something is wrong in the text. */
export function reparse(text: string, near: NearTree): Tree | undefined {
  try {
    return strictGrammar.parse(text, fragmentsOf(text, near));
  } catch {
    return undefined;
  }
}

/**
 * What stands before the change, and whole statements of the module behind it. Parts of a statement that the change is in are read anew:
 * where a block ends, the parser would take what follows for a part of it.
 */
function fragmentsOf(text: string, { kept: { text: before, tree }, start, end }: NearTree): readonly TreeFragment[] {
  const moved = text.length - before.length;
  const next = statementBehind(tree, before.length - end);
  const head = new TreeFragment(0, lastLineOfCode(text, start), tree, 0, false, true);
  return next === undefined ? [head] : [head, new TreeFragment(next + moved, text.length, tree, -moved)];
}

/** Where the first statement of the module starts that has nothing to do with what is at `offset`. */
function statementBehind(tree: Tree, offset: number): number | undefined {
  let node = tree.topNode.childAfter(offset);
  while (node !== null && (node.from <= offset || node.name === 'Comment')) node = node.nextSibling;
  return node?.from;
}

/**
 * Where the last line before `offset` starts that is neither empty nor a comment. What is read of it depends on how deep the next line is,
 * however far that is: there a block ends.
 */
function lastLineOfCode(text: string, offset: number): number {
  let start = lineStart(text, offset);
  while (start > 0) {
    start = lineStart(text, start - 1);
    if (/^[ \t\r]*[^\s#]/.test(text.slice(start, text.indexOf('\n', start)))) break;
  }
  return start;
}

/** `lastIndexOf` takes a place before the text for its first character. */
function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
