import type { Span } from '../../text/span.ts';
import type { Comment } from '../document.ts';
import { afterDirectives } from './directives.ts';
import { endOfHeredocs } from './heredocs.ts';

/** One instruction, with its flags among the arguments. */
export interface Instruction {
  /** In capitals: `FROM`, `CMD`. */
  readonly keyword: string;
  readonly span: Span;
  /** What follows the keyword, heredocs included; undefined: nothing. */
  readonly arguments: Span | undefined;
}

/** A Dockerfile cut into its parts. */
export interface Parts {
  readonly instructions: readonly Instruction[];
  readonly comments: readonly Comment[];
  /** The character that continues a line: a backslash, or what a directive says. */
  readonly escapeCharacter: string;
}

/** Cuts a Dockerfile into instructions, as Docker does: line by line. Half-typed text gives what was understood. */
export function partsOf(text: string): Parts {
  const { escapeCharacter, end } = afterDirectives(text);
  const cutting: Cutting = { text, escapeCharacter, instructions: [], comments: [] };
  for (let at = end; at < text.length; ) at = takeLine(cutting, at);
  return cutting;
}

interface Cutting extends Parts {
  readonly text: string;
  readonly instructions: Instruction[];
  readonly comments: Comment[];
}

/** Takes a comment, an instruction or an empty line; gives the start of the line after it. */
function takeLine(cutting: Cutting, at: number): number {
  const line = lineAt(cutting, at);
  // A line that is continued before it says anything is the next one.
  if (line.start === line.wordsEnd) return line.next;
  if (cutting.text[line.start] !== '#') return takeInstruction(cutting, line);
  addComment(cutting, line);
  return line.next;
}

function addComment({ text, comments }: Cutting, { start, end }: Span): void {
  comments.push({ text: text.slice(start + 1, end), span: { start, end } });
}

/** A line from its first character that is no blank. */
interface Line extends Span {
  /** Where its words end, before blanks and the character that continues it. */
  readonly wordsEnd: number;
  readonly isContinued: boolean;
  /** Where the next line starts. */
  readonly next: number;
}

const indentation = /[ \t]*/y;
const rest = /[^\r\n]*/y;

function lineAt({ text, escapeCharacter }: Cutting, at: number): Line {
  const start = endOf(indentation, text, at);
  const end = endOf(rest, text, start);
  const next = text.startsWith('\r\n', end) ? end + 2 : end + 1;
  const last = beforeBlanks(text, start, end);
  const isContinued = last > start && text[last - 1] === escapeCharacter;
  return { start, end, wordsEnd: isContinued ? beforeBlanks(text, start, last - 1) : last, isContinued, next };
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.exec(text);
  return pattern.lastIndex;
}

function beforeBlanks(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  return at;
}

const word = /[^ \t\r\n]*/y;

/** An instruction with the lines that continue it; comments and empty lines between them are none of its own. */
function takeInstruction(cutting: Cutting, first: Line): number {
  const { text, instructions } = cutting;
  const keywordEnd = Math.min(endOf(word, text, first.start), first.wordsEnd);
  const keyword = text.slice(first.start, keywordEnd).toUpperCase();
  const lines: Span[] = [];
  const addWords = (from: number, end: number): void => {
    const start = endOf(indentation, text, from);
    if (start < end) lines.push({ start, end });
  };
  addWords(keywordEnd, first.wordsEnd);
  let line = first;
  let isOpen = first.isContinued;
  while (isOpen && line.next < text.length) {
    line = lineAt(cutting, line.next);
    if (line.start === line.end) continue;
    if (text[line.start] === '#') addComment(cutting, line);
    else {
      addWords(line.start, line.wordsEnd);
      isOpen = line.isContinued;
    }
  }
  const end = endOfHeredocs(text, keyword, lines, line.end);
  const given = lines[0] && { start: lines[0].start, end: end > line.end ? end : (lines.at(-1)?.end ?? end) };
  instructions.push({ keyword, span: { start: first.start, end }, arguments: given });
  return end > line.end ? endOf(rest, text, end) + 1 : line.next;
}
