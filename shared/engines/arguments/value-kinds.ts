import { isNestedBeyond } from '../../text/bracket-depth.ts';
import { isRecord } from '../../text/is-record.ts';
import { t } from '../../text/localize.ts';
import type { OptionValue } from '../engine.ts';

/**
 * What an option takes: `+` one or more words, `?` one or none, `optional` also None; `toggle` is a switch with a `--no-` twin;
 * `boolean` may be written without a value, `truth` may not.
 */
export type ValueKind =
  | 'any'
  | 'boolean'
  | 'deviceIds'
  | 'float'
  | 'folded text'
  | 'human'
  | 'humanOrAuto'
  | 'int'
  | 'int+'
  | 'json'
  | 'jsonOrText'
  | 'optional float'
  | 'optional float+'
  | 'optional human'
  | 'optional int'
  | 'optional int+'
  | 'optional json'
  | 'switch'
  | 'text'
  | 'text+'
  | 'text?'
  | 'toggle'
  | 'truth';

/** A value as the parser reads it; undefined where it reads None. Or why it refuses. */
export type ReadValue = { readonly value: OptionValue | undefined } | { readonly refused: (flag: string, engine: string) => string };

/** How many words an option takes. */
export function wordsOf(kind: ValueKind): 'none' | 'one' | 'one or none' | 'one or more' {
  if (kind === 'switch' || kind === 'toggle') return 'none';
  if (kind === 'boolean' || kind.endsWith('?')) return 'one or none';
  return kind.endsWith('+') ? 'one or more' : 'one';
}

/** Reads one word as the engine's parser would. Python's own number syntax: blanks around, underscores inside. */
export function readValue(kind: ValueKind, text: string): ReadValue {
  if (kind.startsWith('optional ') && (text === '' || text === 'None')) return { value: undefined };
  return readers[kind](text);
}

const text = (word: string): ReadValue => ({ value: word });

const readers: Readonly<Record<ValueKind, (word: string) => ReadValue>> = {
  any: text,
  boolean: readBoolean,
  deviceIds: (word) => ({ value: word.split(',').map((id) => (/^\s*\d+\s*$/.test(id) ? Number(id) : id.trim())) }),
  float: readFloat,
  'folded text': (word) => ({ value: word.toLowerCase().replaceAll('-', '_') }),
  human: readHumanInteger,
  humanOrAuto: (word) => (/^\s*(-1|auto)\s*$/i.test(word) ? { value: -1 } : readHumanInteger(word)),
  int: readInteger,
  'int+': readInteger,
  json: readJson,
  jsonOrText: (word) => (/^\s*\{[\s\S]*\}\s*$/.test(word) ? readJson(word) : { value: word }),
  'optional float': readFloat,
  'optional float+': readFloat,
  'optional human': readHumanInteger,
  'optional int': readInteger,
  'optional int+': readInteger,
  'optional json': readJson,
  switch: text,
  text,
  'text+': text,
  'text?': text,
  toggle: text,
  truth: readTruth,
};

function readBoolean(word: string): ReadValue {
  const lower = word.toLowerCase();
  if (lower === 'true' || lower === 'false') return { value: lower === 'true' };
  return { refused: (flag) => t('{0} takes true or false, not {1}', flag, shown(word)) };
}

/** Rust's: these two words and no other spelling. */
function readTruth(word: string): ReadValue {
  if (word === 'true' || word === 'false') return { value: word === 'true' };
  return { refused: (flag) => t('{0} takes true or false, not {1}', flag, shown(word)) };
}

function readInteger(word: string): ReadValue {
  if (/^\s*[+-]?\d+(_\d+)*\s*$/.test(word)) return { value: Number(word.replaceAll('_', '')) };
  return { refused: (flag) => t('{0} takes a whole number, not {1}', flag, shown(word)) };
}

function readFloat(word: string): ReadValue {
  if (/^\s*[+-]?(\d+(_\d+)*(\.(\d+(_\d+)*)?)?|\.\d+(_\d+)*)(e[+-]?\d+)?\s*$/i.test(word))
    return { value: Number(word.replaceAll('_', '')) };
  if (/^\s*[+-]?(inf|infinity|nan)\s*$/i.test(word)) return { value: word.trim() };
  return { refused: (flag) => t('{0} takes a number, not {1}', flag, shown(word)) };
}

const decimal: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
const binary: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** `32k` is 32,000, `32K` is 32,768; a fraction goes with the decimal suffixes only. */
function readHumanInteger(word: string): ReadValue {
  const [, digits, suffix] = /^\s*(\d+(?:\.\d+)?)([kKmMgGtT])\s*$/.exec(word) ?? [];
  if (digits === undefined || suffix === undefined) return readInteger(word);
  const multiplier = decimal[suffix];
  if (multiplier !== undefined) return { value: Math.trunc(Number(digits) * multiplier) };
  if (!digits.includes('.')) return { value: Number(digits) * (binary[suffix] ?? 1) };
  return {
    refused: (flag) =>
      t('{0} takes no fraction with a binary suffix, {1}; {2} would be accepted', flag, word, `${digits}${suffix.toLowerCase()}`),
  };
}

/** JSON as Python reads it (NaN, Infinity); newer parsers also take numbers such as 80m in it. A scalar says nothing here. */
function readJson(word: string): ReadValue {
  const parsed = parseJson(word) ?? parseJson(withPlainNumbers(word));
  if (parsed === undefined) return { refused: (flag, engine) => invalidJson(flag, word, engine) };
  return { value: isRecord(parsed.value) || Array.isArray(parsed.value) ? parsed.value : undefined };
}

/** JSON without any quotes is JSON whose quotes the shell took away. */
function invalidJson(flag: string, word: string, engine: string): string {
  if (word.includes('"') || !word.includes('{')) return t('{0} takes JSON, and {1} is not valid JSON', flag, shown(word));
  return t("{0} takes JSON, and {1} is not valid JSON; write it between ' so that its quotes reach {2}", flag, shown(word), engine);
}

/** The value of a dotted option (`--speculative-config.num_speculative_tokens 3`): JSON, else a number with a suffix, else text. */
export function readDottedValue(word: string): unknown {
  const parsed = parseJson(word);
  if (parsed !== undefined) return parsed.value;
  const number = readHumanInteger(word);
  return 'value' in number ? number.value : word;
}

/** Python refuses what is nested a thousand levels; what is read here is also written again, and that calls itself for each level. */
const deepestJson = 500;

function parseJson(text: string): { readonly value: unknown } | undefined {
  if (isNestedBeyond(text, deepestJson)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}

function withPlainNumbers(text: string): string {
  return text
    .split(/("(?:[^"\\]|\\.)*")/)
    .map((part, at) =>
      at % 2 === 1 ? part : part.replace(/-?\b(NaN|Infinity)\b/g, 'null').replace(/\b\d+(\.\d+)?[kKmMgGtT]\b/g, plainNumber),
    )
    .join('');
}

function plainNumber(text: string): string {
  const read = readHumanInteger(text);
  return 'value' in read ? String(read.value) : text;
}

/** A value in a message: empty and long ones stay readable. */
export function shown(text: string): string {
  if (text === '') return "''";
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
