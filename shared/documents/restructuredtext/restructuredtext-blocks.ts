import { indentationOf, type TextLine, textLines } from '../../text/text-lines.ts';
import type { Comment } from '../document.ts';
import type { Block } from '../prose/block.ts';
import { coverNextBlock } from '../prose/cover-next-block.ts';
import { bodyBelow, type IndentedBody, tabSize } from './indented-body.ts';

/** What a text holds beside prose. */
export interface RestructuredTextBlocks {
  readonly blocks: readonly Block[];
  readonly comments: readonly Comment[];
}

/** Directives whose body is code in the language of their argument. */
const codeDirectives: ReadonlySet<string> = new Set(['code-block', 'code', 'sourcecode', 'prompt', 'code-tab', 'parsed-literal']);
/** Directives whose body is neither code of ours nor text. */
const closedDirectives: ReadonlySet<string> = new Set(['raw', 'math', 'mermaid', 'graphviz', 'csv-table', 'image', 'figure']);

interface Found {
  readonly text: string;
  readonly lines: readonly TextLine[];
  readonly blocks: Block[];
  readonly comments: Comment[];
  /** Comments that nothing but blank lines separates from what follows. */
  waiting: number[];
  /** What blocks without a language are in, from `.. highlight::` on. */
  language: string;
}

/** Finds code blocks, literal blocks and comments. */
export function restructuredTextBlocks(text: string): RestructuredTextBlocks {
  const found: Found = { text, lines: textLines(text), blocks: [], comments: [], waiting: [], language: '' };
  for (let index = 0; index < found.lines.length; ) index = readAt(found, index);
  return found;
}

const marks = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)]|#\.)[ \t]+)*/;
const directive = /^\.\.[ \t]+([\w:-]*\w)::[ \t]*(.*)$/;
const target = /^\.\.[ \t]+(?:_|\[[^\]]+\]|\|)/;

/** Reads what starts at a line; gives the line after it. */
function readAt(found: Found, index: number): number {
  const { text, lines } = found;
  const line = lines[index];
  if (line === undefined || indentationOf(text, line) === undefined) return index + 1;
  const written = text.slice(line.start, line.end);
  const prefix = marks.exec(written)?.[0] ?? '';
  const columns = columnsOf(prefix);
  const content = written.slice(prefix.length).trimEnd();
  const [, name, argument = ''] = directive.exec(content) ?? [];
  if (name !== undefined) return directiveAt(found, index, columns, name, argument);
  if (/^\.\.(?:[ \t]|$)/.test(content) && !target.test(content))
    return commentAt(found, index, columns, { start: line.start + prefix.length, content });
  found.waiting = [];
  return content.endsWith('::') ? addBlock(found, index, bodyBelow(text, lines, index, columns), found.language) : index + 1;
}

function directiveAt(found: Found, index: number, columns: number, name: string, argument: string): number {
  const { text, lines } = found;
  if (name === 'highlight') found.language = argument.trim().toLowerCase();
  if (codeDirectives.has(name)) {
    const language = name === 'parsed-literal' ? '' : (/^[\w+#-]+/.exec(argument)?.[0].toLowerCase() ?? found.language);
    return addBlock(found, index, bodyBelow(text, lines, index, columns, true), language);
  }
  found.waiting = [];
  return closedDirectives.has(name) ? (bodyBelow(text, lines, index, columns)?.next ?? index + 1) : index + 1;
}

function addBlock(found: Found, index: number, body: IndentedBody | undefined, language: string): number {
  const start = found.lines[index]?.start ?? 0;
  if (body === undefined) return index + 1;
  const span = { start, end: body.end };
  coverNextBlock(found, span);
  found.blocks.push({ language, fileName: body.fileName, embedded: body.embedded, encode: body.encode, span });
  return body.next;
}

/** Whatever is indented below a comment is part of it. */
function commentAt(
  found: Found,
  index: number,
  columns: number,
  { start, content }: { readonly start: number; readonly content: string },
): number {
  const { text, lines } = found;
  found.waiting.push(found.comments.length);
  found.comments.push({ text: content.slice(2), span: { start, end: start + content.length } });
  const below = lines[index + 1];
  const isEmpty = content === '..' && (below === undefined || indentationOf(text, below) === undefined);
  return isEmpty ? index + 1 : (bodyBelow(text, lines, index, columns)?.next ?? index + 1);
}

function columnsOf(prefix: string): number {
  let column = 0;
  for (const character of prefix) column += character === '\t' ? tabSize - (column % tabSize) : 1;
  return column;
}
