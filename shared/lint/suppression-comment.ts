import type { Comment } from '../documents/document.ts';
import type { LineMap } from '../text/line-map.ts';
import type { Span } from '../text/span.ts';

/** A comment that silences findings: `# shardlint: ignore[rule, rule] reason`, `# shardlint: ignore-file[rule] reason`. */
export interface SuppressionComment {
  readonly span: Span;
  /** Empty: every rule. */
  readonly rules: readonly WrittenRule[];
  /** Where findings are silenced; undefined: in the whole file. */
  readonly covers: Span | undefined;
}

export interface WrittenRule {
  readonly id: string;
  readonly span: Span;
}

const grammar = /shardlint:\s*ignore(-file)?(?![\w-])\s*(?:\[([^\]]*)\])?/y;

/**
 * Suppressions among the comments of a document. After code on its line, a comment covers that line; alone on its line, the
 * next one, and all of a command that starts there: inside a command of many lines no comment can stand.
 */
export function suppressionComments(
  comments: readonly Comment[],
  commands: readonly { readonly span: Span }[],
  text: string,
  lines: LineMap,
): readonly SuppressionComment[] {
  const read = comments.flatMap((comment) => readComment(comment, text));
  if (read.length === 0) return [];
  const commentStarts = new Set(comments.map(({ span }) => span.start));
  return read.map(({ span, rules, wholeFile }) => ({
    span,
    rules,
    covers: wholeFile ? undefined : coveredBy(span, commands, commentStarts, text, lines),
  }));
}

interface ReadComment {
  readonly span: Span;
  readonly rules: readonly WrittenRule[];
  readonly wholeFile: boolean;
}

function readComment({ span }: Comment, text: string): readonly ReadComment[] {
  const written = text.slice(span.start, span.end);
  grammar.lastIndex = /^[#/\s]*/.exec(written)?.[0].length ?? 0;
  const found = grammar.exec(written);
  if (!found) return [];
  const inner = found[2] ?? '';
  const innerStart = span.start + found.index + found[0].length - inner.length - 1;
  return [{ span, rules: writtenRules(inner, innerStart), wholeFile: found[1] !== undefined }];
}

function writtenRules(inner: string, start: number): readonly WrittenRule[] {
  return [...inner.matchAll(/[^\s,]+/g)].map(({ 0: id, index }) => ({
    id,
    span: { start: start + index, end: start + index + id.length },
  }));
}

function coveredBy(
  span: Span,
  commands: readonly { readonly span: Span }[],
  commentStarts: ReadonlySet<number>,
  text: string,
  lines: LineMap,
): Span {
  const own = lines.positionAt(span.start).line;
  if (!isAlone(span, text, lines)) return lineSpan(own, lines);
  const covered = lineSpan(firstCodeLine(own + 1, commentStarts, lines), lines);
  const starting = commands.filter((command) => covered.start <= command.span.start && command.span.start <= covered.end);
  return { start: covered.start, end: Math.max(covered.end, ...starting.map((command) => command.span.end)) };
}

/** True if only white space stands before the comment on its line. */
export function isAlone(span: Span, text: string, lines: LineMap): boolean {
  const start = lines.offsetAt({ line: lines.positionAt(span.start).line, character: 0 });
  return text.slice(start, span.start).trim() === '';
}

/** Comments that follow one another all mean the line after the last. */
function firstCodeLine(from: number, commentStarts: ReadonlySet<number>, lines: LineMap): number {
  let line = from;
  while (line < lines.lineCount) {
    const indent = lines.lineText(line).search(/\S/);
    if (indent < 0 || !commentStarts.has(lines.offsetAt({ line, character: indent }))) return line;
    line++;
  }
  return line;
}

function lineSpan(line: number, lines: LineMap): Span {
  const start = lines.offsetAt({ line, character: 0 });
  return { start, end: start + lines.lineText(line).length };
}
