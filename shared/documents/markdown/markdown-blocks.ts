import { indentationOf, type TextLine } from '../../text/text-lines.ts';
import type { Comment } from '../document.ts';
import { type Block, type BlockAt, encodeLines, linesAsText } from '../prose/block.ts';
import { coverNextBlock } from '../prose/cover-next-block.ts';
import { fenceInfo } from './fence-info.ts';
import { htmlBlock } from './html-block.ts';
import { type LinePrefix, linePrefix, withoutPrefix } from './line-prefix.ts';

/** What a Markdown text holds beside prose. */
export interface MarkdownBlocks {
  readonly blocks: readonly Block[];
  readonly comments: readonly Comment[];
}

/** Finds fences, preformatted HTML, indented code and comments. `lines` may be those of a block inside another one. */
export function markdownBlocks(text: string, lines: readonly TextLine[]): MarkdownBlocks {
  const found: Found = { blocks: [], comments: [], waiting: [], anchor: 'prose', afterBlank: true };
  for (let index = afterFrontMatter(text, lines); index < lines.length; ) index = readAt(text, lines, index, found);
  return found;
}

interface Found {
  readonly blocks: Block[];
  readonly comments: Comment[];
  /** Comments that nothing but blank lines separates from what follows. */
  waiting: number[];
  /** What an indented line belongs to: prose, where it is code, or a list, a tab, a tag. */
  anchor: 'prose' | 'container';
  afterBlank: boolean;
}

/** Reads what starts at a line; gives the line after it. */
function readAt(text: string, lines: readonly TextLine[], index: number, found: Found): number {
  const line = lines[index];
  if (line === undefined) return index + 1;
  const indentation = indentationOf(text, line);
  if (indentation === undefined) {
    found.afterBlank = true;
    return index + 1;
  }
  const prefix = linePrefix(text, line);
  const special = commentAt(text, lines, index, prefix, found) ?? blockAt(text, lines, index, prefix, found);
  if (special !== undefined) return special;
  if (indentation < 4) found.anchor = isContainer(text.slice(line.start, line.end)) ? 'container' : 'prose';
  found.waiting = [];
  found.afterBlank = false;
  return index + 1;
}

function blockAt(text: string, lines: readonly TextLine[], index: number, prefix: LinePrefix, found: Found): number | undefined {
  const block = fenceAt(text, lines, index, prefix) ?? htmlBlock(text, lines, index, prefix.at) ?? indentedAt(text, lines, index, found);
  if (block === undefined) return undefined;
  coverNextBlock(found, block.block.span);
  found.afterBlank = false;
  found.blocks.push(block.block);
  return block.next;
}

const opening = /(`{3,}(?!.*`)|~{3,}|:{3,}(?=\{(?:code|code-block|code-cell|sourcecode)\}))(.*)/y;

function fenceAt(text: string, lines: readonly TextLine[], index: number, prefix: LinePrefix): BlockAt | undefined {
  const line = lines[index];
  opening.lastIndex = prefix.at;
  const opened = line && opening.exec(text);
  const [, mark = '', info = ''] = opened ?? [];
  if (line === undefined || !opened) return undefined;
  const content: TextLine[] = [];
  let next = index + 1;
  let end = line.end;
  for (; next < lines.length; next++) {
    const raw = lines[next];
    const inner = raw && withoutPrefix(text, raw, prefix);
    if (inner === undefined) break;
    end = inner.end;
    if (closes(text.slice(inner.start, inner.end), mark)) {
      next++;
      break;
    }
    content.push(inner);
  }
  const own = info.trimStart().startsWith('{') ? afterDirectiveOptions(text, content) : content;
  const block = { ...fenceInfo(info), embedded: linesAsText(text, own), encode: encodeLines(text, own), span: { start: line.start, end } };
  return { block, next };
}

function closes(line: string, mark: string): boolean {
  const written = line.trim();
  return written.length >= mark.length && written === (mark[0] ?? '').repeat(written.length);
}

/** A directive's options: `:name: value` lines, or a mapping between lines of hyphens. */
function afterDirectiveOptions(text: string, lines: readonly TextLine[]): readonly TextLine[] {
  const written = (at: number): string | undefined => lines[at] && text.slice(lines[at].start, lines[at].end).trim();
  let at = 0;
  if (written(0) === '---') {
    const end = lines.findIndex((_, other) => other > 0 && written(other) === '---');
    return end < 0 ? lines : lines.slice(end + 1);
  }
  while (/^:[\w-]+:/.test(written(at) ?? '')) at++;
  return lines.slice(at);
}

const commentMarks = [
  ['<!--', '-->'],
  ['{/*', '*/}'],
] as const;

/** A comment, whatever stands in it, is not read: commented-out launches are none. */
function commentAt(text: string, lines: readonly TextLine[], index: number, { at }: LinePrefix, found: Found): number | undefined {
  const marks = commentMarks.find(([open]) => text.startsWith(open, at));
  if (marks === undefined) return undefined;
  const [open, close] = marks;
  const limit = lines.at(-1)?.end ?? at;
  const closing = text.indexOf(close, at + open.length);
  const end = closing < 0 || closing + close.length > limit ? limit : closing + close.length;
  let next = index + 1;
  while (next < lines.length && (lines[next]?.start ?? end) < end) next++;
  found.waiting.push(found.comments.length);
  found.comments.push({ text: text.slice(at + open.length, closing < 0 ? end : closing), span: { start: at, end } });
  return next;
}

/** Four columns after a blank line, and no list or tab that the lines could belong to. */
function indentedAt(text: string, lines: readonly TextLine[], index: number, { afterBlank, anchor }: Found): BlockAt | undefined {
  if (!afterBlank || anchor === 'container') return undefined;
  const content: TextLine[] = [];
  let next = index;
  let last = index;
  const prefix = { at: 0, quotes: 0, indentation: 4 };
  for (; next < lines.length; next++) {
    const line = lines[next];
    const columns = line && indentationOf(text, line);
    if (line === undefined || (columns !== undefined && columns < 4)) break;
    content.push(withoutPrefix(text, line, prefix) ?? line);
    if (columns !== undefined) last = next;
  }
  const start = lines[index]?.start ?? 0;
  if (next === index) return undefined;
  const embedded = linesAsText(text, content.slice(0, last + 1 - index));
  return { block: { language: '', fileName: undefined, embedded, span: { start, end: lines[last]?.end ?? start } }, next: last + 1 };
}

/** List items, tabs and admonitions, definitions, footnotes, tags: indented lines below are theirs. */
function isContainer(line: string): boolean {
  return /^\s*(?:[-*+]\s|\d+[.)]\s|===|!!!|\?\?\?|:{1,}|\[\^|<\/?\w|\/\/\/|@|%|\{)/.test(line);
}

function afterFrontMatter(text: string, lines: readonly TextLine[]): number {
  const first = lines[0];
  if (first === undefined || first.start !== 0 || text.slice(0, first.end) !== '---') return 0;
  const end = lines.findIndex(({ start, end: to }, at) => at > 0 && /^(?:---|\.\.\.)\s*$/.test(text.slice(start, to)));
  return end < 0 ? 0 : end + 1;
}
