import type { Piece } from '../command.ts';
import type { PythonNode } from './parse.ts';

/** Reads `{EXPRESSION}` in an f-string. */
export type ReadReplacement = (replacement: PythonNode) => readonly Piece[];

/** The characters of a string literal, each run with its place inside the quotes. Bytes are read as text. */
export function runsOfString(node: PythonNode, text: string, readReplacement: ReadReplacement): readonly Piece[] {
  if (node.type === 'ContinuedString') return node.children.flatMap((part) => runsOfString(part, text, readReplacement));
  const opening = /^([a-zA-Z]*)("""|'''|"|')/.exec(text.slice(node.start, Math.min(node.end, node.start + 8)));
  if (opening === null) return [];
  const [whole, prefix = '', quotes = ''] = opening;
  const start = node.start + whole.length;
  const closed = text.startsWith(quotes, node.end - quotes.length) && node.end - quotes.length >= start;
  const literal: Literal = { text, raw: /r/i.test(prefix), formatted: node.type === 'FormatString', runs: [] };
  const end = closed ? node.end - quotes.length : node.end;
  readContent(literal, node, start, end, readReplacement);
  // An empty literal still has a place.
  return literal.runs.length === 0 ? [{ text: '', span: { start, end: start }, origin: undefined }] : literal.runs;
}

interface Literal {
  readonly text: string;
  readonly raw: boolean;
  readonly formatted: boolean;
  readonly runs: Piece[];
}

function readContent(literal: Literal, node: PythonNode, start: number, end: number, readReplacement: ReadReplacement): void {
  let at = start;
  for (const child of node.children) {
    if (child.type !== 'FormatReplacement') continue;
    addCharacters(literal, at, child.start);
    literal.runs.push(...readReplacement(child));
    at = child.end;
  }
  addCharacters(literal, at, end);
}

/** Plain characters in one run each stretch, and each escape in one of its own. */
function addCharacters(literal: Literal, from: number, end: number): void {
  const { text, runs } = literal;
  const special = literal.formatted ? /[\\{}\r]/g : /[\\\r]/g;
  // Cut out first: a search in the whole text would go on to its end.
  const content = text.slice(from, end);
  let at = from;
  while (at < end) {
    special.lastIndex = at - from;
    const plain = from + (special.exec(content)?.index ?? content.length);
    if (plain > at) runs.push({ text: text.slice(at, plain), span: { start: at, end: plain }, origin: undefined });
    if (plain === end) return;
    const [meaning, length] = specialAt(literal, plain);
    const after = Math.min(plain + length, end);
    if (meaning !== '') runs.push({ text: meaning, span: { start: plain, end: after }, origin: undefined });
    at = after;
  }
}

function specialAt({ text, raw, formatted }: Literal, at: number): readonly [meaning: string | undefined, length: number] {
  const character = text[at] ?? '';
  const next = text[at + 1] ?? '';
  if (character === '\r') return ['\n', next === '\n' ? 2 : 1];
  if (formatted && character !== '\\') return [character, next === character ? 2 : 1];
  return raw ? [character, 1] : escapeAt(text, at, next);
}

const letters: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

function escapeAt(text: string, at: number, next: string): readonly [meaning: string | undefined, length: number] {
  if (next === '\r') return ['', text[at + 2] === '\n' ? 3 : 2];
  if (Object.hasOwn(letters, next)) return [letters[next], 2];
  const coded = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{1,3}))/.exec(text.slice(at, at + 6));
  if (coded !== null) {
    const code = coded[3] === undefined ? Number.parseInt(coded[1] ?? coded[2] ?? '', 16) : Number.parseInt(coded[3], 8);
    return [String.fromCharCode(code), coded[0].length];
  }
  // By name or by a long number: unknown. Anything else keeps its backslash.
  return next === 'N' || next === 'U' ? [undefined, 2] : ['\\', 1];
}
