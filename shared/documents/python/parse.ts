import type { Tree, TreeCursor } from '@lezer/common';
import { boundedParse } from './bounded-parse.ts';
import { keepTree, type NearTree, treeNear } from './kept-trees.ts';
import { reparse } from './reparse.ts';

/** A part of a Python text: a statement, an expression or a token. Names of types are those of the grammar of @lezer/python. */
export interface PythonNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly parent: PythonNode | undefined;
  readonly children: readonly PythonNode[];
}

/** Parses Python, whole or half typed: what is wrong stands in nodes of the type `⚠`. */
export function parsePython(text: string): PythonNode {
  const near = treeNear(text);
  const tree = near && reparse(text, near);
  const again = tree && grow(tree);
  if (again?.isWhole === true) return kept(text, again, near);
  return kept(text, grow(boundedParse(text)), near);
}

function kept(text: string, { root, tree, isWhole }: Grown, near: NearTree | undefined): PythonNode {
  if (isWhole) keepTree({ text, tree }, near?.kept);
  return root;
}

interface Grown {
  readonly tree: Tree;
  readonly root: PythonNode;
  /** False where something is wrong in the text. */
  readonly isWhole: boolean;
}

function grow(tree: Tree): Grown {
  const cursor = tree.cursor();
  const root = growing(cursor, undefined);
  let parent = root;
  let isWhole = true;
  if (!cursor.firstChild()) return { tree, root, isWhole };
  for (;;) {
    const node = growing(cursor, parent);
    if (node.type === '⚠') isWhole = false;
    parent.children.push(node);
    if (cursor.firstChild()) {
      parent = node;
      continue;
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent() || parent.parent === undefined) return { tree, root, isWhole };
      parent = parent.parent;
    }
  }
}

interface Growing extends PythonNode {
  readonly parent: Growing | undefined;
  readonly children: Growing[];
}

function growing({ name, from, to }: TreeCursor, parent: Growing | undefined): Growing {
  return { type: name, start: from, end: to, parent, children: [] };
}
