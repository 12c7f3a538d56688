import type { Tree } from '@lezer/common';
import { commonEnd, commonStart } from '../../text/shared-ends.ts';

/** A text that was read before, in which nothing is wrong. */
export interface KeptTree {
  readonly text: string;
  readonly tree: Tree;
}

/** One that is nearly the text at hand. */
export interface NearTree {
  readonly kept: KeptTree;
  /** How many characters are the same in both, from the start and from the end. */
  readonly start: number;
  readonly end: number;
}

/** The newest first: after a keystroke the next text is nearly the same. */
let trees: readonly KeptTree[] = [];
const most = 4;

/** Shorter texts are parsed anew as fast; longer ones would be kept for nothing, as nobody types in them. */
const shortest = 1024;
const longest = 500_000;

export function treeNear(text: string): NearTree | undefined {
  if (!isWorthKeeping(text)) return undefined;
  for (const kept of trees) {
    const start = commonStart(kept.text, text);
    const end = commonEnd(kept.text, text, Math.min(kept.text.length, text.length) - start);
    if (2 * (start + end) > Math.max(kept.text.length, text.length)) return { kept, start, end };
  }
  return undefined;
}

/**
 * Keeps a tree in which nothing is wrong, instead of the one of the text that it came from. Where the last line has no end, neither have
 * the blocks that it stands in, and the parser would take what is outside of them for a part of them.
 */
export function keepTree(kept: KeptTree, instead: KeptTree | undefined): void {
  if (isWorthKeeping(kept.text) && kept.text.endsWith('\n')) trees = [kept, ...trees.filter((one) => one !== instead)].slice(0, most);
}

function isWorthKeeping({ length }: string): boolean {
  return length >= shortest && length <= longest;
}
