import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Edit } from '../shared/text/edit.ts';
import { lineEndOf } from './line-end.ts';

/**
 * Edits that add `entry` to the list under `key` at the top of a JSON file with comments, and the list itself where there
 * is none. Nothing else of the file changes, comments and trailing commas included. Undefined if the file is no object.
 */
export function appendToList(text: string, key: string, entry: object): readonly Edit[] | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root?.type !== 'object' || text[root.offset + root.length - 1] !== '}') return undefined;
  const list = findNodeAtLocation(root, [key]);
  if (list && list.type !== 'array') return undefined;
  const written = oneLine(entry);
  if (list) return appended(text, list, () => written);
  return appended(text, root, (indentation, step, lineEnd) => {
    const name = JSON.stringify(key);
    return lineEnd === '' ? `${name}: [${written}]` : `${name}: [${lineEnd}${indentation}${step}${written}${lineEnd}${indentation}]`;
  });
}

type Write = (indentation: string, step: string, lineEnd: string) => string;

/** The new child goes behind the last one and whatever is said about that in comments. */
function appended(text: string, { offset, length, children = [] }: Node, write: Write): readonly Edit[] {
  const close = offset + length - 1;
  const inside = text.slice(offset + 1, close);
  const lastChild = children.at(-1);
  const childEnd = lastChild ? lastChild.offset + lastChild.length : offset + 1;
  const at = offset + 1 + inside.trimEnd().length;
  const separated = !lastChild || withoutComments(text.slice(childEnd, at)).includes(',');
  const added = inside.trim() === '' || inside.includes('\n') ? ownLines(text, offset, close, at, write) : ` ${write('', '', '')}`;
  const tail = lastChild && separated ? ',' : '';
  const addition = { span: { start: at, end: inside.trim() === '' ? close : at }, newText: added + tail };
  if (separated) return [addition];
  if (childEnd === at) return [{ ...addition, newText: `,${addition.newText}` }];
  return [{ span: { start: childEnd, end: childEnd }, newText: ',' }, addition];
}

function ownLines(text: string, open: number, close: number, at: number, write: Write): string {
  const lineEnd = lineEndOf(text);
  const step = /(?<=^|\n)[ \t]+(?=["/])/.exec(text)?.[0] ?? '  ';
  const outer = /[ \t]*/.exec(text.slice(text.lastIndexOf('\n', open) + 1))?.[0] ?? '';
  const isClosedOnOwnLine = at > open + 1 && text.slice(at, close).includes('\n');
  return `${lineEnd}${outer}${step}${write(outer + step, step, lineEnd)}${isClosedOnOwnLine ? '' : lineEnd + outer}`;
}

function withoutComments(text: string): string {
  return text.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '');
}

/** `{ "rule": "x", "reason": "" }` */
function oneLine(entry: object): string {
  return `{ ${Object.entries(entry)
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(', ')} }`;
}
