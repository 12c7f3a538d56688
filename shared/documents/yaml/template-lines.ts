import type { EmbeddedRun } from '../../text/embedded-text.ts';
import type { BlockLine } from './block-lines.ts';
import type { YamlScalar } from './node.ts';
import type { Template, TemplateBlock } from './templates.ts';

/**
 * Lines of a script with those that hold templates alone put as a shell understands them: `{{ if }}` … `{{ end }}` around whole
 * commands is an `if` of which nobody knows whether it holds; in the middle of a command it is any number of words.
 */
export function withTemplateLines(lines: readonly BlockLine[], scalar: YamlScalar): readonly BlockLine[] {
  const { templates } = scalar.source;
  if (templates.all.length === 0) return lines;
  const script: Script = { lines, scalar, byLine: templatesByLine(lines, templates.all), forms: new Map() };
  if (script.byLine.size === 0) return lines;
  const written: BlockLine[] = [];
  for (let at = 0; at < lines.length; ) at = writeLine(script, at, written);
  return written;
}

interface Script {
  readonly lines: readonly BlockLine[];
  readonly scalar: YamlScalar;
  /** The templates of lines that hold nothing else. */
  readonly byLine: ReadonlyMap<number, readonly Template[]>;
  /** What stands in the place of a template, by its start, once the block that it is part of is understood. */
  readonly forms: Map<number, string>;
}

function templatesByLine(lines: readonly BlockLine[], all: readonly Template[]): ReadonlyMap<number, readonly Template[]> {
  const byLine = new Map<number, readonly Template[]>();
  let from = 0;
  for (const [at, { start, end }] of lines.entries()) {
    while (from < all.length && (all[from]?.span.end ?? 0) <= start) from += 1;
    let to = from;
    while (to < all.length && (all[to]?.span.start ?? end) < end) to += 1;
    const own = all.slice(from, to).filter(({ ownLine }) => ownLine);
    if (own.length > 0) byLine.set(at, own);
  }
  return byLine;
}

/** Writes the line at `at`, or the block that begins there; gives the line to go on with. */
function writeLine(script: Script, at: number, written: BlockLine[]): number {
  const line = script.lines[at];
  const templates = script.byLine.get(at);
  if (line === undefined || templates === undefined) {
    if (line !== undefined) written.push(line);
    return at + 1;
  }
  const [only, ...others] = templates;
  const goesOn = script.scalar.style === 'folded' || continues(written.at(-1));
  if (only === undefined || templates.every(({ role }) => role === 'nothing')) return at + 1;
  if (others.length > 0 || only.role === 'value') {
    written.push(unknownLine(line, only, goesOn && (continues(line) || startsOption(script.lines[at + 1]))));
    return at + 1;
  }
  if (only.role === 'open') return openBlock(script, at, only, goesOn, written);
  const form = script.forms.get(only.span.start);
  if (form !== undefined) written.push(formLine(line, only, form));
  return at + 1;
}

function openBlock(script: Script, at: number, open: Template, goesOn: boolean, written: BlockLine[]): number {
  const line = script.lines[at];
  const block = script.scalar.source.templates.blocks.find(({ span }) => span.start === open.span.start);
  const close = block && lineOf(script, block);
  if (line === undefined || block === undefined || close === undefined) {
    if (line !== undefined && goesOn) written.push(unknownLine(line, open, true));
    return at + 1;
  }
  if (goesOn) {
    const last = script.lines.slice(at + 1, close).findLast((_, index) => !script.byLine.has(at + 1 + index));
    const end = script.lines[close] ?? line;
    const isOpenEnded = script.scalar.style === 'folded' || last === undefined || continues(last);
    written.push({ ...unknownLine(line, open, isOpenEnded), end: end.end, next: end.next });
    return close + 1;
  }
  for (const part of block.parts) script.forms.set(part.span.start, formOf(script, part));
  written.push(formLine(line, open, script.forms.get(open.span.start) ?? ''));
  return at + 1;
}

/** The line of a block's end, if each of its parts stands on a line of its own in this text. */
function lineOf({ byLine, scalar }: Script, { span, parts }: TemplateBlock): number | undefined {
  if (span.end > scalar.span.end || !parts.every(({ ownLine }) => ownLine)) return undefined;
  for (const [at, templates] of byLine) if (templates.length === 1 && templates[0]?.span.end === span.end) return at;
  return undefined;
}

function formOf({ scalar }: Script, { role, span }: Template): string {
  if (role === 'open') return 'if';
  if (role === 'close') return 'fi';
  return /\bel(se\s+)?if\b/.test(scalar.source.text.slice(span.start, span.end)) ? 'elif' : 'else';
}

function formLine(line: BlockLine, { span }: Template, form: string): BlockLine {
  const run = (text: string | undefined): EmbeddedRun => ({ text, span, origin: undefined });
  const runs = form === 'fi' ? [run('fi')] : form === 'else' ? [run('else :')] : [run(`${form} `), run(undefined), run('; then :')];
  return { ...line, text: '', isKept: false, runs };
}

function unknownLine(line: BlockLine, { span }: Template, goesOn: boolean): BlockLine {
  return { ...line, text: '', isKept: false, runs: [{ text: undefined, span, origin: undefined }], goesOn };
}

/** True for a line that ends in a backslash, or whose template goes on. */
function continues(line: BlockLine | undefined): boolean {
  return line !== undefined && (line.goesOn === true || /\\\s*$/.test(line.text));
}

function startsOption(line: BlockLine | undefined): boolean {
  return line !== undefined && /^\s*-/.test(line.text);
}
