import type { TreeCursor } from '@lezer/common';
import { parser } from '@lezer/python';

/** A part of a Python text: a statement, an expression or a token. Names of types are those of the grammar of @lezer/python. */
export interface PythonNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly parent: PythonNode | undefined;
  readonly children: readonly PythonNode[];
}

/** Parses Python, whole or half typed: what is wrong stands in nodes of the type `⚠`. The only file that knows the parser. */
export function parsePython(text: string): PythonNode {
  const cursor = parser.parse(text).cursor();
  const root = growing(cursor, undefined);
  let parent = root;
  if (!cursor.firstChild()) return root;
  for (;;) {
    const node = growing(cursor, parent);
    parent.children.push(node);
    if (cursor.firstChild()) {
      parent = node;
      continue;
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent() || parent.parent === undefined) return root;
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
