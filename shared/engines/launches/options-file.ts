import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { Addition, Insertion } from '../../documents/command.ts';
import type { Span } from '../../text/span.ts';

/** One line of a file of options: `tensor-parallel-size: 4`. */
export interface FileEntry {
  readonly key: string;
  readonly keySpan: Span;
  /** As Python's YAML reader gives it (YAML 1.1); undefined: not known, as where a template is filled in later. */
  readonly value: unknown;
  /** The value without its quotes; the key's place for a list or a mapping. */
  readonly span: Span;
  /** Writes one more entry below this one, or beside it in a mapping within braces. */
  readonly insertion: (addition: Addition) => Insertion | undefined;
}

/** The entries of a mapping in YAML, the last one of a key; undefined: the text is no such file, or more is in it than is understood. */
export function readOptionsFile(text: string): readonly FileEntry[] | undefined {
  const document = parseDocument(text, { logLevel: 'silent', version: '1.1', uniqueKeys: false });
  if (document.errors.length > 0) return undefined;
  if (document.contents === null) return [];
  const { contents } = document;
  if (!isMap(contents)) return undefined;
  const entries = new Map<string, FileEntry>();
  for (const pair of contents.items) {
    const entry = entryOf(pair, contents, text);
    if (entry === undefined) return undefined;
    entries.set(entry.key, entry);
  }
  return [...entries.values()];
}

/** A key that is no plain text merges other mappings, or says nothing that an engine reads. */
function entryOf({ key, value }: Pair, map: YAMLMap, text: string): FileEntry | undefined {
  if (!isScalar(key) || typeof key.value !== 'string' || key.value === '<<' || !key.range) return undefined;
  const keySpan = { start: key.range[0], end: key.range[1] };
  const span = isScalar(value) && value.range ? withoutQuotes({ start: value.range[0], end: value.range[1] }, text) : keySpan;
  const end = endOf(value) ?? keySpan.end;
  const insertion = (addition: Addition): Insertion =>
    map.flow === true ? beside(addition, end, text[keySpan.start]) : below(addition, keySpan.start, end, text);
  return { key: key.value, keySpan, value: readNode(value), span, insertion };
}

/** Where a value ends, without what may stand behind it on its line. */
function endOf(node: unknown): number | undefined {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  const end: unknown = Array.isArray(range) ? range[1] : undefined;
  return typeof end === 'number' ? end : undefined;
}

function readNode(node: unknown): unknown {
  if (node === null) return null;
  if (isScalar(node)) return typeof node.value === 'string' && isTemplate(node.value) ? undefined : node.value;
  if (typeof node !== 'object' || !('toJSON' in node) || typeof node.toJSON !== 'function' || 'source' in node) return undefined;
  const value: unknown = node.toJSON();
  return value;
}

/** `${TP}`, `{{ tp }}`, `<size>`: another program writes the value before the engine reads the file. */
function isTemplate(value: string): boolean {
  return /\$|\{\{|^<.*>$/.test(value);
}

function withoutQuotes({ start, end }: Span, text: string): Span {
  const quote = text[start];
  const quoted = (quote === '"' || quote === "'") && end - start >= 2 && text[end - 1] === quote;
  return quoted ? { start: start + 1, end: end - 1 } : { start, end };
}

function below({ name, value }: Addition, keyStart: number, end: number, text: string): Insertion {
  const lineStart = text.lastIndexOf('\n', keyStart - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(lineStart, keyStart))?.[0] ?? '';
  const lineEnd = /\r?\n|$/.exec(text.slice(end));
  const ending = lineEnd?.[0] === '\r\n' ? '\r\n' : '\n';
  return { offset: end + (lineEnd?.index ?? 0), newText: `${ending}${indentation}${name}: ${value ?? 'true'}` };
}

/** As JSON where the key before it is written so. */
function beside({ name, value }: Addition, end: number, keyStart: string | undefined): Insertion {
  const key = keyStart === '"' ? `"${name}"` : name;
  return { offset: end, newText: `, ${key}: ${value ?? 'true'}` };
}
