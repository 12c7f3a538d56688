import { unknownCharacter } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';

/** `value` writes something; `open`, `middle` and `close` make a block of what is between them; `nothing` writes nothing. */
export type TemplateRole = 'value' | 'open' | 'middle' | 'close' | 'nothing';

export interface Template {
  readonly span: Span;
  readonly role: TemplateRole;
  /** True if it stands on a line of templates alone and is no value that YAML would read there: for YAML the line is not there. */
  readonly ownLine: boolean;
}

/** What is between an opening template and the one that closes it, both included. */
export interface TemplateBlock {
  readonly span: Span;
  readonly parts: readonly Template[];
}

export interface Templates {
  readonly all: readonly Template[];
  /** By their starts. */
  readonly blocks: readonly TemplateBlock[];
  /** Templates on lines of their own that write something there: entries, items, lines. */
  readonly holes: readonly Template[];
}

const longestTemplate = 4000;

/** The expressions of Go (Helm), Jinja and GitHub in a text: `{{ … }}`, `{% … %}`, `{# … #}`, `${{ … }}`. */
export function findTemplates(text: string): Templates {
  const spans = spansIn(text);
  const before = blankBefore(text, spans);
  const after = blankAfter(text, spans);
  const all = spans.map((span, at) => templateAt(text, span, before[at] === true && after[at] === true));
  return { all, blocks: blocksOf(all), holes: all.filter(({ role, ownLine }) => role === 'value' && ownLine) };
}

/** The text with each template replaced by as many characters that YAML reads as nothing, or as a text. */
export function maskTemplates(text: string, { all }: Templates): string {
  let masked = '';
  let at = 0;
  for (const { span, ownLine } of all) {
    masked += text.slice(at, span.start) + (ownLine ? ' ' : unknownCharacter).repeat(span.end - span.start);
    at = span.end;
  }
  return masked + text.slice(at);
}

const opening = /\$?\{\{|\{%|\{#/g;
const closings: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}' };

function spansIn(text: string): readonly Span[] {
  const spans: Span[] = [];
  const closeFrom = closeFinder(text);
  let end = 0;
  for (const { 0: mark, index } of text.matchAll(opening)) {
    if (index < end) continue;
    const close = closings[mark.slice(-2)] ?? '';
    const closed = closeFrom(close, index + mark.length) + close.length;
    if (closed > index + longestTemplate) continue;
    end = closed;
    spans.push({ start: index, end });
  }
  return spans;
}

/** Where the next one of a kind of closings is; asked from left to right, so that the text is gone through once for each kind. */
function closeFinder(text: string): (close: string, from: number) => number {
  const known = new Map<string, number>();
  return (close, from) => {
    const before = known.get(close) ?? -1;
    if (before >= from) return before;
    const at = text.indexOf(close, from);
    const found = at < 0 ? Number.POSITIVE_INFINITY : at;
    known.set(close, found);
    return found;
  };
}

function templateAt(text: string, span: Span, isAlone: boolean): Template {
  const source = text.slice(span.start, span.end);
  const role = roleOf(source);
  return { span, role, ownLine: isAlone && (role !== 'value' || writesLines(source)) };
}

/** `{{ toYaml .Values.env | nindent 8 }}` writes lines; `{{ port }}` is a value that goes on from the line before. */
function writesLines(source: string): boolean {
  return /\b(n?indent|toYaml|to_yaml|to_nice_yaml|include|template|tpl)\b/.test(source);
}

function roleOf(source: string): TemplateRole {
  if (source.startsWith('$')) return 'value';
  if (source.startsWith('{#') || /^\{\{-?\s*\/\*/.test(source)) return 'nothing';
  const word = /^\{[{%][-+~]?\s*(\$?[\w.]+(?:\s*(?:,\s*\$\w+\s*)?:?=)?)/.exec(source)?.[1] ?? '';
  if (source.startsWith('{%')) return jinjaRole(word);
  if (/^(if|range|with|define|block)$/.test(word)) return 'open';
  if (word === 'else') return 'middle';
  if (word === 'end') return 'close';
  return word.startsWith('$') && word.endsWith('=') ? 'nothing' : 'value';
}

function jinjaRole(word: string): TemplateRole {
  if (/^(if|for|macro|block|filter|call|with|raw)$/.test(word)) return 'open';
  if (/^(else|elif)$/.test(word)) return 'middle';
  return word.startsWith('end') ? 'close' : 'nothing';
}

/** Of each template whether the line before it holds nothing but other templates. */
function blankBefore(text: string, spans: readonly Span[]): readonly boolean[] {
  const found: boolean[] = [];
  let end = 0;
  for (const span of spans) {
    const gap = text.slice(Math.max(end, span.start - longestTemplate), span.start);
    const line = gap.slice(gap.lastIndexOf('\n') + 1);
    found.push(line.trim() === '' && (line.length < gap.length || (found.at(-1) ?? true)));
    end = span.end;
  }
  return found;
}

/** Of each template whether the line after it holds nothing but other templates. */
function blankAfter(text: string, spans: readonly Span[]): readonly boolean[] {
  const found: boolean[] = [];
  let start = text.length;
  for (const span of spans.toReversed()) {
    const gap = text.slice(span.end, Math.min(start, span.end + longestTemplate));
    const feed = gap.indexOf('\n');
    const line = feed < 0 ? gap : gap.slice(0, feed);
    found.push(line.trim() === '' && (feed >= 0 || (found.at(-1) ?? true)));
    start = span.start;
  }
  return found.reverse();
}

function blocksOf(all: readonly Template[]): readonly TemplateBlock[] {
  const blocks: TemplateBlock[] = [];
  const open: Template[][] = [];
  for (const template of all) {
    if (template.role === 'open') open.push([template]);
    else if (template.role === 'middle') open.at(-1)?.push(template);
    else if (template.role === 'close') {
      const parts = [...(open.pop() ?? []), template];
      blocks.push({ span: { start: parts[0]?.span.start ?? template.span.start, end: template.span.end }, parts });
    }
  }
  return blocks.sort((one, other) => one.span.start - other.span.start);
}
