import { DockerfileParser } from 'dockerfile-ast';
import { lineMapOf } from '../../text/line-map.ts';
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

/** Cuts a Dockerfile into instructions; half-typed text gives what was understood. */
export function partsOf(text: string): Parts {
  try {
    return cut(text);
  } catch {
    return nothing;
  }
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
