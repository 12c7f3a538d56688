import type { Span } from '../../text/span.ts';
import type { Addition, InsertArgument, Insertion } from '../command.ts';
import { childOf, dottedNames } from './nodes.ts';
import type { PythonNode } from './parse.ts';

/** Writes one more argument in Python: a keyword of a call, an entry of a dictionary, an item of a list, a word of a command in a text. */
export function insertionIn(root: PythonNode, text: string): InsertArgument {
  return (after, addition) => {
    for (let at = nodeOver(root, after); at?.parent !== undefined; at = at.parent) {
      const written = writtenAfter(at, at.parent, after, addition, text);
      if (written === 'nowhere') return undefined;
      if (written !== undefined) return written;
    }
    return undefined;
  };
}

/** The innermost node that holds the span. */
function nodeOver(root: PythonNode, { start, end }: Span): PythonNode | undefined {
  let at: PythonNode | undefined;
  for (let next: PythonNode | undefined = root; next !== undefined; ) {
    at = next;
    next = at.children.find((child) => child.start <= start && end <= child.end && child.end > child.start);
  }
  return at;
}

function writtenAfter(
  node: PythonNode,
  around: PythonNode,
  after: Span,
  addition: Addition,
  text: string,
): Insertion | 'nowhere' | undefined {
  const isFlag = addition.name.startsWith('-');
  if (/^(Format)?String$/.test(node.type)) return isFlag && isCommandLine(node, after, text) ? inText(after, addition) : undefined;
  switch (around.type) {
    case 'ArrayExpression':
      return isFlag ? asItem(node, addition, text) : 'nowhere';
    case 'DictionaryExpression':
      return isFlag ? 'nowhere' : asItem(node, addition, text, entryText);
    case 'ArgList':
      return asArgument(node, around, addition, text);
    case 'Script':
      return 'nowhere';
    default:
      return undefined;
  }
}

/** A text of several words, one of which is the argument. */
function isCommandLine(node: PythonNode, after: Span, text: string): boolean {
  return node.start < after.start && after.end < node.end && /\s/.test(text.slice(node.start, node.end));
}

function inText(after: Span, { name, value }: Addition): Insertion {
  return { offset: after.end, newText: value === undefined ? ` ${name}` : ` ${name} ${value}` };
}

const conversions = /^(str|int|shlex\.quote|quote)$/;
const takingWords = /(^|\.)(create_subprocess_exec|Sandbox\.create)$/;

function asArgument(node: PythonNode, list: PythonNode, addition: Addition, text: string): Insertion | 'nowhere' | undefined {
  const callee = list.parent?.children[0];
  const name = callee === undefined ? '' : (dottedNames(callee, text) ?? []).join('.');
  if (conversions.test(name)) return undefined;
  if (addition.name.startsWith('-')) return takingWords.test(name) ? asItem(node, addition, text) : 'nowhere';
  return asItem(node, addition, text, ({ name: own, value }) => `${own}=${pythonValue(value)}`);
}

function pythonValue(value: number | undefined): string {
  return value === undefined ? 'True' : String(value);
}

function entryText({ name, value }: Addition, quote: string): string {
  return `${quote}${name}${quote}: ${pythonValue(value)}`;
}

function flagText({ name, value }: Addition, quote: string): string {
  return value === undefined ? `${quote}${name}${quote}` : `${quote}${name}${quote}, ${quote}${value}${quote}`;
}

/** After the item, on a line of its own where the item has one. */
function asItem(node: PythonNode, addition: Addition, text: string, write = flagText): Insertion {
  const { start, end } = itemAround(node);
  const around = node.parent ?? node;
  const quote = quoteIn(around, text);
  const written = write(addition, quote);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(lineStart, start);
  if (!/^[ \t]*$/.test(indent)) return { offset: end, newText: `, ${written}` };
  const newline = text[lineStart - 2] === '\r' ? '\r\n' : '\n';
  const rest = /^[ \t]*,[ \t]*(#[^\r\n]*)?(?=\r?\n|$)/.exec(text.slice(end, end + 500));
  if (rest === null) return { offset: end, newText: `,${newline}${indent}${written}` };
  return { offset: end + rest[0].trimEnd().length, newText: `${newline}${indent}${written},` };
}

/** An item with what belongs to it: the name of a keyword, the key of an entry, stars. */
function itemAround(node: PythonNode): Span {
  const siblings = node.parent?.children ?? [];
  const index = siblings.indexOf(node);
  let start = node.start;
  for (let at = index - 1; at >= 0; at--) {
    const before = siblings[at];
    if (before === undefined || /^[,([{]$|^Comment$/.test(before.type)) break;
    start = before.start;
  }
  return { start, end: node.end };
}

/** The quotes of its neighbours. */
function quoteIn(around: PythonNode, text: string): string {
  const neighbour = childOf(around, 'String');
  return neighbour !== undefined && text[neighbour.start] === "'" ? "'" : '"';
}
