import { type Node, parseTree } from 'jsonc-parser';
import { isNestedBeyond } from '../../text/bracket-depth.ts';
import type { Span } from '../../text/span.ts';
import type { Command, Insertion, Word } from '../command.ts';
import type { LaunchDocument } from '../document.ts';
import { keywordCommand } from '../keyword-command.ts';
import type { Keyword, Keywords, MappingLiteral } from '../keywords.ts';

const deepest = 50;

/** Reads a JSON file that is a device map, or has one under `device_map` or `hf_device_map`. Never throws. */
export function readDeviceMap(text: string): LaunchDocument {
  const root = isNestedBeyond(text, deepest) ? undefined : parseTree(text);
  if (root?.type !== 'object') return { kind: 'device-map', commands: [], comments: [] };
  const inside = propertiesOf(root).find(([key]) => /^(hf_)?device_map$/.test(keyOf(key)))?.[1];
  const map = inside?.type === 'object' ? inside : root;
  return { kind: 'device-map', commands: isMap(map) ? [commandOf(map, root, text)] : [], comments: [] };
}

/** Names of modules to devices, and nothing else. */
function isMap(map: Node): boolean {
  const properties = propertiesOf(map);
  return properties.length > 0 && properties.every(([, value]) => value.type === 'number' || value.type === 'string');
}

function commandOf(map: Node, root: Node, text: string): Command {
  const span = spanOf(map);
  const inner: Keywords = {
    callee: undefined,
    calleeSpan: span,
    given: propertiesOf(map).map(([key, value]) => entryOf(key, value, text)),
    complete: true,
    literal: literalOf(map, text),
  };
  const keyword: Keyword = { name: 'device_map', nameSpan: span, value: undefined, word: wordOf(undefined, span, text), inner };
  return keywordCommand({ callee: 'file:device-map', calleeSpan: span, given: [keyword], complete: true }, spanOf(root));
}

function entryOf(key: Node, value: Node, text: string): Keyword {
  const data: unknown = value.value;
  const known = typeof data === 'number' || typeof data === 'string' ? data : undefined;
  const span = value.type === 'string' ? insideQuotes(value, text) : spanOf(value);
  return { name: keyOf(key), nameSpan: insideQuotes(key, text), value: known, word: wordOf(String(known), span, text) };
}

function wordOf(known: string | undefined, span: Span, text: string): Word {
  return { text: known, source: text.slice(span.start, span.end), span, pieces: [{ text: known, span, origin: undefined }] };
}

/** One more entry behind the last, on a line of its own where that one has one. */
function literalOf(map: Node, text: string): MappingLiteral {
  const last = map.children?.at(-1);
  const span = spanOf(map);
  const indentOf = (offset: number): string | undefined => /(?:^|\n)([ \t]*)$/.exec(text.slice(0, offset))?.[1];
  const add = (entries: ReadonlyMap<string, number | string>): Insertion | undefined => {
    if (last === undefined) return undefined;
    const indent = indentOf(last.offset);
    const before = indent === undefined ? ' ' : `\n${indent}`;
    const newText = [...entries].map(([name, device]) => `,${before}${JSON.stringify(name)}: ${JSON.stringify(device)}`).join('');
    return { offset: last.offset + last.length, newText };
  };
  const indent = indentOf(span.end - 1) ?? '';
  const step = last === undefined ? undefined : indentOf(last.offset)?.slice(indent.length);
  return { span, style: 'json', indent, step: step ?? '  ', add };
}

function propertiesOf(object: Node): readonly (readonly [key: Node, value: Node])[] {
  return (object.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key === undefined || value === undefined ? [] : [[key, value] as const],
  );
}

function keyOf(key: Node): string {
  const name: unknown = key.value;
  return typeof name === 'string' ? name : '';
}

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

function insideQuotes({ offset, length }: Node, text: string): Span {
  const end = text[offset + length - 1] === '"' && length > 1 ? offset + length - 1 : offset + length;
  return { start: offset + 1, end: Math.max(offset + 1, end) };
}
