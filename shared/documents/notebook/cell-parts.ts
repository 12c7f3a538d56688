import { type EmbeddedRun, type EmbeddedText, runsWithin } from '../../text/embedded-text.ts';
import { type TextLine, textLines } from '../../text/text-lines.ts';

/** What a code cell is made of, as IPython takes it apart. */
export interface CellParts {
  /** `%%bash`: its name, what stands behind it, and the text below. */
  readonly magic: { readonly name: string; readonly argument: string; readonly body: Part } | undefined;
  readonly lines: readonly LineMagic[];
  /** What is left for Python. */
  readonly python: readonly EmbeddedRun[];
}

/** Characters of a cell's text. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** `!COMMAND`, or `%NAME ARGUMENT`. */
export interface LineMagic {
  /** `!` for a command. */
  readonly name: string;
  readonly argument: Part;
  /** True where it is indented: inside an `if`, a loop, a function. */
  readonly conditional: boolean;
}

/** Cell magics that run the cell as if they were not there. */
const transparent: ReadonlySet<string> = new Set(['time', 'timeit', 'capture', 'prun', 'memit', 'notify', 'wandb', 'debug']);

export function cellParts({ source, from = 0 }: { readonly source: EmbeddedText; readonly from?: number }): CellParts {
  const { text } = source;
  const head = /\s*(%{1,2})([\w!]+)[ \t]*([^\n]*)\n?/y;
  head.lastIndex = from;
  const [written = '', percents, name = '', argument = ''] = head.exec(text) ?? [];
  const next = from + written.length;
  const isCell = percents === '%%' || (percents === '%' && /^(?:sh|bash)$/.test(name) && argument.trim() === '');
  if (!isCell) return linesOf(source, from);
  if (transparent.has(name)) return cellParts({ source, from: next });
  return { magic: { name, argument: argument.trim(), body: { start: next, end: text.length } }, lines: [], python: [] };
}

const magicLine = /^([ \t]*)((?:[\w.,[\]'" ]+=[ \t]*)?)(!{1,2}|%(?=\w))([^\n]*)$/;
const help = /^[ \t]*\?{0,2}[\w.]+\?{1,2}[ \t]*$/;

function linesOf(source: EmbeddedText, from: number): CellParts {
  const { text } = source;
  const all = textLines(text);
  const lines: LineMagic[] = [];
  const python: EmbeddedRun[] = [];
  let quote: string | undefined;
  for (let at = 0; at < all.length; ) {
    const line = all[at];
    at += 1;
    if (line === undefined || line.end < from) continue;
    const written = text.slice(line.start, line.end);
    const found = quote === undefined ? magicLine.exec(written) : null;
    if (found === null) {
      quote = quoteAfter(written, quote);
      python.push(...(help.test(written) && quote === undefined ? [] : runsWithin(source, line.start, line.end)), ...lineEnd(source, line));
      continue;
    }
    const last = lastLine(text, all, at - 1);
    const end = all[last]?.end ?? line.end;
    at = last + 1;
    const [, indentation = '', assigned = '', mark = ''] = found;
    const start = line.start + indentation.length + assigned.length + mark.length;
    const magic = lineMagic(text, mark, { start, end }, indentation !== '');
    lines.push(magic);
    python.push(
      ...runsWithin(source, line.start, line.start + indentation.length + assigned.length),
      ...inPlaceOf(source, magic, assigned !== '', { start: line.start + indentation.length + assigned.length, end }),
      ...lineEnd(source, all[last] ?? line),
    );
  }
  return { magic: undefined, lines, python };
}

function lineMagic(text: string, mark: string, { start, end }: Part, conditional: boolean): LineMagic {
  if (mark.startsWith('!')) return { name: '!', argument: { start, end }, conditional };
  const name = /^\w+/.exec(text.slice(start, end))?.[0] ?? '';
  return { name, argument: { start: start + name.length, end }, conditional };
}

/** Python sees that something stands there, and what `%env` sets. */
function inPlaceOf(source: EmbeddedText, { name, argument }: LineMagic, isAssigned: boolean, written: Part): readonly EmbeddedRun[] {
  const parts = runsWithin(source, written.start, written.end);
  const start = parts[0]?.span.start ?? 0;
  const span = { start, end: parts.at(-1)?.span.end ?? start };
  const variable = name === 'env' || name === 'set_env' ? environmentMagic(source.text, argument) : undefined;
  if (isAssigned) return [{ text: undefined, span, origin: undefined }];
  if (variable === undefined || /["\\\n{}$]/.test(source.text.slice(variable.value.start, variable.value.end)))
    return [{ text: 'pass', span, origin: undefined }];
  const after = runsWithin(source, variable.value.start, variable.value.end);
  const place = { start, end: start };
  return [
    { text: `import os; os.environ["${variable.name}"] = "`, span: place, origin: undefined },
    ...after,
    { text: '"', span: { start: span.end, end: span.end }, origin: undefined },
  ];
}

/** `%env NAME=VALUE`, `%env NAME VALUE`; only a name asks for the value. */
export function environmentMagic(text: string, { start, end }: Part): { readonly name: string; readonly value: Part } | undefined {
  const found = /^([ \t]*)(\w+)([ \t]*=[ \t]*|[ \t]+)(\S[^\n]*)$/.exec(text.slice(start, end).trimEnd());
  if (found === null) return undefined;
  const [, blank = '', name = '', between = '', value = ''] = found;
  const from = start + blank.length + name.length + between.length;
  return { name, value: { start: from, end: from + value.length } };
}

/** A command goes on behind a backslash at the end of a line. */
function lastLine(text: string, lines: readonly TextLine[], first: number): number {
  let at = first;
  while (at + 1 < lines.length && text[(lines[at]?.end ?? 0) - 1] === '\\') at++;
  return at;
}

function lineEnd(source: EmbeddedText, { end, next }: TextLine): readonly EmbeddedRun[] {
  return runsWithin(source, end, next);
}

/** The triple quote that a line leaves open: what looks like a command inside a text is none. */
function quoteAfter(line: string, before: string | undefined): string | undefined {
  let open = before;
  for (const { 0: quote } of line.matchAll(/"""|'''/g)) open = open === undefined ? quote : open === quote ? undefined : open;
  return open;
}
