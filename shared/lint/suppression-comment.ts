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
  const place: Place = { text, lines, codeLines: codeLines(commentStarts, lines), commandEnds: commandEnds(commands, lines) };
  return read.map(({ span, rules, wholeFile, covers }) => ({
    span,
    rules,
    covers: wholeFile ? undefined : (covers ?? coveredBy(span, place)),
  }));
}

interface ReadComment {
  readonly span: Span;
  readonly rules: readonly WrittenRule[];
  readonly wholeFile: boolean;
  readonly covers: Span | undefined;
}

function readComment({ span, covers }: Comment, text: string): readonly ReadComment[] {
  const written = text.slice(span.start, span.end);
  grammar.lastIndex = /^(?:[#/*{;:\s]|<!--|<#|\.\.|@?rem\b)*/i.exec(written)?.[0].length ?? 0;
  const found = grammar.exec(written);
  if (!found) return [];
  const inner = found[2] ?? '';
  const innerStart = span.start + found.index + found[0].length - inner.length - 1;
  return [{ span, rules: writtenRules(inner, innerStart), wholeFile: found[1] !== undefined, covers }];
}

function writtenRules(inner: string, start: number): readonly WrittenRule[] {
  return [...inner.matchAll(/[^\s,]+/g)].map(({ 0: id, index }) => ({
    id,
    span: { start: start + index, end: start + index + id.length },
  }));
}

interface Place {
  readonly text: string;
  readonly lines: LineMap;
  /** The line itself, or the first below it that is no comment. */
  readonly codeLines: (line: number) => number;
  /** Line → end of the last command that starts there. */
  readonly commandEnds: ReadonlyMap<number, number>;
}

function coveredBy(span: Span, { text, lines, codeLines: codeLine, commandEnds: ends }: Place): Span {
  const own = lines.positionAt(span.start).line;
  if (!isAlone(span, text, lines)) return lineSpan(own, lines);
  const line = codeLine(own + 1);
  const covered = lineSpan(line, lines);
  return { start: covered.start, end: Math.max(covered.end, ends.get(line) ?? 0) };
}

function commandEnds(commands: readonly { readonly span: Span }[], lines: LineMap): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  for (const { span } of commands) {
    const { line } = lines.positionAt(span.start);
    ends.set(line, Math.max(span.end, ends.get(line) ?? 0));
  }
  return ends;
}

/** True if only white space stands before the comment on its line, or the quote that opens a line of a notebook's cell. */
export function isAlone(span: Span, text: string, lines: LineMap): boolean {
  const start = lines.offsetAt({ line: lines.positionAt(span.start).line, character: 0 });
  return /^\s*"?$/.test(text.slice(start, span.start));
}

/** Comments that follow one another all mean the line after the last; a block of them is walked through once. */
function codeLines(commentStarts: ReadonlySet<number>, lines: LineMap): (line: number) => number {
  const known = new Map<number, number>();
  return (from) => {
    let line = from;
    while (!known.has(line) && line < lines.lineCount && startsWithComment(line, commentStarts, lines)) line++;
    const found = known.get(line) ?? line;
    for (let above = from; above <= line; above++) known.set(above, found);
    return found;
  };
}

function startsWithComment(line: number, commentStarts: ReadonlySet<number>, lines: LineMap): boolean {
  const indent = lines.lineText(line).search(/[^\s"]/);
  return indent >= 0 && commentStarts.has(lines.offsetAt({ line, character: indent }));
}

function lineSpan(line: number, lines: LineMap): Span {
  const start = lines.offsetAt({ line, character: 0 });
  return { start, end: start + lines.lineText(line).length };
}
