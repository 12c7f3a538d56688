/**
 * A text whose lines are indented where YAML allows none, with those lines blanked out that keep the rest from being read: of
 *
 *     apiVersion: v1
 *         kind: Pod
 *         spec: …
 *
 * the first. Of the same length, so that every place stays where it is; the text itself where nothing is wrong that can be told.
 */
export function repairIndentation(text: string): string {
  const lines = linesOf(text);
  const repaired = new Map<number, string>();
  for (let at = 0; at < lines.length; at = nextOf(lines, at)) {
    if (isBrokenAfter(lines, at)) repairAt(lines, at, repaired);
  }
  return repaired.size === 0 ? text : lines.map(({ written }, at) => repaired.get(at) ?? written).join('');
}

interface Line {
  readonly written: string;
  /** Undefined for a line without a value: empty, or a comment. */
  readonly depth: number | undefined;
}

function linesOf(text: string): readonly Line[] {
  return text.split(/(?<=\n)/).map((written) => {
    const blank = /^ */.exec(written)?.[0].length ?? 0;
    return { written, depth: /^\s*(#|$)/.test(written) ? undefined : blank };
  });
}

/** The next line that is not part of a block scalar. */
function nextOf(lines: readonly Line[], at: number): number {
  const { written, depth } = lines[at] ?? { written: '', depth: 0 };
  if (depth === undefined || !/(?<=^|[:\s-]\s)[|>][-+\d]*\s*(#.*)?$/.test(written.trim())) return at + 1;
  let next = at + 1;
  while (next < lines.length && (lines[next]?.depth ?? depth + 1) > depth) next += 1;
  return next;
}

/** `key: value` in plain words, and a key that is deeper after it. */
function isBrokenAfter(lines: readonly Line[], at: number): boolean {
  const line = lines[at];
  if (line?.depth === undefined) return false;
  const after = lines[followerOf(lines, at)];
  if (after?.depth === undefined || after.depth <= line.depth) return false;
  return (
    /^\s*[A-Za-z_][\w./-]*:[ \t]+[^\s"'[\]{}|>&*!#-][^"'[\]{}]*$/.test(line.written.trimEnd()) &&
    /^\s*[A-Za-z_][\w./-]*:(\s|$)/.test(after.written)
  );
}

function followerOf(lines: readonly Line[], at: number): number {
  let next = at + 1;
  while (next < lines.length && lines[next]?.depth === undefined) next += 1;
  return next;
}

/** Where all that follows is as deep, the lines before it are blanked out; else what is too deep. */
function repairAt(lines: readonly Line[], at: number, repaired: Map<number, string>): void {
  const depth = lines[at]?.depth ?? 0;
  const first = followerOf(lines, at);
  let end = first;
  while (end < lines.length && !isMark(lines[end]) && (lines[end]?.depth ?? depth + 1) > depth) end += 1;
  const isRest = depth === 0 && (end === lines.length || isMark(lines[end]));
  for (const each of isRest ? range(startOfDocument(lines, at), first) : range(first, end)) repaired.set(each, blankOf(lines[each]));
  // Marks between documents went deeper with all the others.
  for (const each of isRest ? range(first, end) : []) {
    const { written = '', depth: own } = lines[each] ?? {};
    if (own === lines[first]?.depth && /^ +---\s*$/.test(written)) repaired.set(each, written.replace(/^( +)---/, '---$1'));
  }
}

function blankOf(line: Line | undefined): string {
  return line?.written.replace(/[^\r\n]/g, ' ') ?? '';
}

function startOfDocument(lines: readonly Line[], at: number): number {
  let start = at;
  while (start > 0 && !isMark(lines[start - 1])) start -= 1;
  return start;
}

function isMark(line: Line | undefined): boolean {
  return line !== undefined && /^(---|\.\.\.)(\s|$)/.test(line.written);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}
