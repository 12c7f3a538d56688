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
  const all = spans.map((span, at) => templateAt(text, spans, span, at));
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
  let end = 0;
  for (const { 0: mark, index } of text.matchAll(opening)) {
    if (index < end) continue;
    const close = closings[mark.slice(-2)] ?? '';
    const inside = text.slice(index + mark.length, index + longestTemplate);
    const length = inside.indexOf(close);
    if (length < 0) continue;
    end = index + mark.length + length + close.length;
    spans.push({ start: index, end });
  }
  return spans;
}

function templateAt(text: string, spans: readonly Span[], span: Span, at: number): Template {
  const source = text.slice(span.start, span.end);
  const role = roleOf(source);
  return { span, role, ownLine: (role !== 'value' || writesLines(source)) && ownLine(text, spans, at) };
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

/** True if beside it the line holds nothing but other templates. */
function ownLine(text: string, spans: readonly Span[], at: number): boolean {
  return isBlankBefore(text, spans, at) && isBlankAfter(text, spans, at);
}

function isBlankBefore(text: string, spans: readonly Span[], from: number): boolean {
  for (let at = from; ; at--) {
    const start = spans[at]?.start ?? 0;
    const before = spans[at - 1]?.end ?? 0;
    const gap = text.slice(Math.max(before, start - longestTemplate), start);
    const line = gap.slice(gap.lastIndexOf('\n') + 1);
    if (line.trim() !== '') return false;
    if (line.length < gap.length || at === 0) return true;
  }
}

function isBlankAfter(text: string, spans: readonly Span[], from: number): boolean {
  for (let at = from; ; at++) {
    const end = spans[at]?.end ?? text.length;
    const gap = text.slice(end, Math.min(spans[at + 1]?.start ?? text.length, end + longestTemplate));
    const line = gap.split('\n', 1)[0] ?? '';
    if (line.trim() !== '') return false;
    if (line.length < gap.length || at + 1 >= spans.length) return true;
  }
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
