import { DockerfileParser } from 'dockerfile-ast';
import { lineMapOf } from '../../text/line-map.ts';
import { commonStart } from '../../text/shared-ends.ts';
import type { Span } from '../../text/span.ts';
import type { Comment } from '../document.ts';

/** One instruction, with its flags among the arguments. */
export interface Instruction {
  /** In capitals: `FROM`, `CMD`. */
  readonly keyword: string;
  readonly span: Span;
  /** What follows the keyword, heredocs included; undefined: nothing. */
  readonly arguments: Span | undefined;
}

/** A Dockerfile cut into its parts. The only place that knows the parser library. */
export interface Parts {
  readonly instructions: readonly Instruction[];
  readonly comments: readonly Comment[];
  /** The character that continues a line: a backslash, or what a directive says. */
  readonly escapeCharacter: string;
}

const nothing: Parts = { instructions: [], comments: [], escapeCharacter: '\\' };

/** What was cut last: after a keystroke most of a Dockerfile stands there again, and the library takes its time. */
let last = { text: '', parts: nothing };

/** Cuts a Dockerfile into instructions; half-typed text gives what was understood. */
export function partsOf(text: string): Parts {
  try {
    const parts = cutBehind(partsBefore(text), text);
    last = { text, parts };
    return parts;
  } catch {
    return nothing;
  }
}

/**
 * The parts of the text that were cut the last time, up to the instruction that the change is in or behind: where one starts, nothing
 * that follows has a say in what stands before it. Another escape character would have to be told to the library again.
 */
function partsBefore(text: string): { readonly parts: Parts; readonly end: number } {
  const { instructions, comments, escapeCharacter } = last.parts;
  const same = escapeCharacter === '\\' ? commonStart(last.text, text) : 0;
  const at = instructions.findLastIndex(({ span }) => span.start < same);
  const end = at > 0 ? (instructions[at]?.span.start ?? 0) : 0;
  const before = ({ span }: { readonly span: Span }): boolean => span.end <= end;
  return { parts: { instructions: instructions.filter(before), comments: comments.filter(before), escapeCharacter: '\\' }, end };
}

function cutBehind({ parts, end }: ReturnType<typeof partsBefore>, text: string): Parts {
  if (end === 0) return cut(text);
  const { instructions, comments } = cut(text.slice(end));
  const moved = (span: Span): Span => ({ start: span.start + end, end: span.end + end });
  return {
    instructions: [
      ...parts.instructions,
      ...instructions.map((each) => ({ ...each, span: moved(each.span), arguments: each.arguments && moved(each.arguments) })),
    ],
    comments: [...parts.comments, ...comments.map((each) => ({ ...each, span: moved(each.span) }))],
    escapeCharacter: parts.escapeCharacter,
  };
}

function cut(text: string): Parts {
  const lines = lineMapOf(text);
  type Place = Parameters<typeof lines.offsetAt>[0];
  const spanOf = (range: { readonly start: Place; readonly end: Place }): Span => {
    const start = lines.offsetAt(range.start);
    return { start, end: Math.max(start, lines.offsetAt(range.end)) };
  };
  const parsed = DockerfileParser.parse(text);
  const escapeCharacter = parsed.getEscapeCharacter();
  const instructions = parsed.getInstructions().map((instruction) => {
    const given = instruction.getArgumentsRange();
    const start = afterGap(text, lines.offsetAt(instruction.getInstructionRange().end), escapeCharacter);
    return {
      keyword: instruction.getKeyword(),
      span: spanOf(instruction.getRange()),
      arguments: given === null ? undefined : { start, end: Math.max(start, lines.offsetAt(given.end)) },
    };
  });
  // A directive is a comment unless Docker knows it: one with a sign of equality in it may be ours.
  const unknown = parsed.getDirectives().filter((directive) => !/^(escape|syntax|check)$/i.test(directive.getName()));
  const comments = [...unknown, ...parsed.getComments()].map((comment) => {
    const span = spanOf(comment.getRange());
    return { text: text.slice(span.start + 1, span.end), span };
  });
  return { instructions, comments, escapeCharacter };
}

/** Where the first word behind a keyword starts, be it a flag: the library's own ranges leave those out. */
function afterGap(text: string, from: number, escapeCharacter: string): number {
  const gap = escapeCharacter === '`' ? /(?:[ \t]|`[ \t]*\r?\n)*/y : /(?:[ \t]|\\[ \t]*\r?\n)*/y;
  gap.lastIndex = from;
  return from + (gap.exec(text)?.[0].length ?? 0);
}
