import type { Span } from '../../text/span.ts';
import type { Insertion, Word } from '../command.ts';
import type { Keyword, Keywords, MappingLiteral } from '../keywords.ts';
import type { Dict, DictEntry } from './interpret/value.ts';
import { valueAt } from './interpret/value-at.ts';
import type { PythonNode } from './parse.ts';

/**
 * The entries of a dict that an expression stands for, however it was filled: as a literal, by a loop, by a function of the file. Undefined where the
 * expression is no dict that can be followed.
 */
export function followedDict(node: PythonNode, text: string): Keywords | undefined {
  const value = valueAt(rootOf(node), node, text);
  if (value.kind !== 'dict') return undefined;
  const span = { start: node.start, end: node.end };
  const given = [...value.entries].map(([key, entry]) => entryKeyword(String(key), entry, text));
  const literal = literalOf(value, text);
  const complete = value.complete && !isAbridged(value, text);
  return { callee: undefined, calleeSpan: span, given, complete, ...(literal === undefined ? {} : { literal }) };
}

/** `# ... and so on`: an example shows some of the entries only. */
function isAbridged({ literal }: Dict, text: string): boolean {
  return literal !== undefined && /#[^\n]*(\.\.\.|…)/.test(text.slice(literal.start, literal.end));
}

function rootOf(node: PythonNode): PythonNode {
  let root = node;
  while (root.parent !== undefined) root = root.parent;
  return root;
}

function entryKeyword(name: string, { value, keySpan, valueSpan }: DictEntry, text: string): Keyword {
  const span = insideQuotes(valueSpan, text);
  const known = value.kind === 'number' ? value.number : value.kind === 'text' ? value.text : undefined;
  const word: Word = { text: known === undefined ? undefined : String(known), source: text.slice(span.start, span.end), span, pieces: [] };
  const pieces = [{ text: word.text, span, origin: undefined }];
  return { name, nameSpan: insideQuotes(keySpan, text), value: value.kind === 'none' ? null : known, word: { ...word, pieces } };
}

/** A plain text stands between its quotes; a formatted one is underlined as it is written. */
function insideQuotes(span: Span, text: string): Span {
  const source = text.slice(span.start, span.end);
  return /^(["'])(?!\1).*\1$/s.test(source) ? { start: span.start + 1, end: span.end - 1 } : span;
}

function literalOf({ literal }: Dict, text: string): MappingLiteral | undefined {
  if (literal === undefined) return undefined;
  const line = text.slice(text.lastIndexOf('\n', literal.start - 1) + 1, literal.start);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  return { span: literal, style: 'python', indent, step: '    ', add: (entries) => addTo(literal, entries, text) };
}

/** Behind the last entry, on lines of their own where the literal takes several. */
function addTo(literal: Span, entries: ReadonlyMap<string, number | string>, text: string): Insertion | undefined {
  const inside = text.slice(literal.start + 1, literal.end - 1);
  if (text[literal.end - 1] !== '}' || inside.includes('#')) return undefined;
  const last = inside.trimEnd();
  const offset = literal.start + 1 + last.length;
  const written = [...entries].map(([name, device]) => `${JSON.stringify(name)}: ${JSON.stringify(device)}`);
  if (last === '') return { offset, newText: written.join(', ') };
  const indent = /\n([ \t]*)\S[^\n]*$/.exec(inside.slice(0, last.length))?.[1];
  const comma = last.endsWith(',') ? '' : ',';
  if (indent === undefined) return { offset, newText: `${comma} ${written.join(', ')}` };
  return { offset, newText: comma + written.map((each) => `\n${indent}${each},`).join('') };
}
