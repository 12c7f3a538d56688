import { placeOf, type Word } from '../../documents/command.ts';
import { t } from '../../text/localize.ts';
import type { EngineVersion, LaunchProblem, Option, OptionValue } from '../engine.ts';
import { isLiteral, knownStart, looksLikeOneValue, mayBeSeveral, type Value, valueFrom, wholeValue } from './argument-words.ts';
import { unknownOption } from './option-problems.ts';
import { isRecord, readDottedValue, readValue, shown, type ValueKind, wordsOf } from './option-values.ts';
import type { Grammar, OptionForm, OptionSpec } from './options.ts';

/** An argument list as the engine's parser understands it. */
export interface ParsedArguments {
  readonly options: ReadonlyMap<string, Option>;
  readonly positionals: readonly Positional[];
  readonly problems: readonly LaunchProblem[];
  /** False where a word may stand for more arguments than can be seen. */
  readonly complete: boolean;
}

export interface Positional {
  readonly value: Value;
  readonly word: Word;
  /** Place among the arguments, from 0. */
  readonly index: number;
  /** False where it may belong to an unknown word before it, or be several arguments itself. */
  readonly certain: boolean;
}

interface Reading {
  readonly words: readonly Word[];
  readonly grammar: Grammar;
  readonly version: EngineVersion;
  readonly options: Map<string, Option>;
  readonly dotted: Map<string, Dotted>;
  readonly positionals: Positional[];
  readonly problems: LaunchProblem[];
  at: number;
  complete: boolean;
  /** True from an unknown word to the next option: words there may belong to it. */
  loose: boolean;
}

/** Parts of a JSON value given one by one: `--speculative-config.model d`. */
interface Dotted {
  readonly flag: string;
  readonly word: Word;
  readonly to: number;
  readonly place: Value['place'];
  readonly object: Record<string, unknown>;
  known: boolean;
}

/**
 * Reads arguments as vLLM's FlexibleArgumentParser does (vllm/utils/argparse_utils.py, Python's argparse): underscores for
 * hyphens, prefixes, `=`, dotted JSON, the last one wins. Never throws; what cannot be known raises no problem.
 */
export function parseArguments(words: readonly Word[], grammar: Grammar, version: EngineVersion): ParsedArguments {
  const empty = { options: new Map(), dotted: new Map(), positionals: [], problems: [] };
  const reading: Reading = { words, grammar, version, ...empty, at: 0, complete: true, loose: false };
  while (reading.at < words.length) {
    const word = words[reading.at];
    if (word === undefined) break;
    if (word.text === '--') readRest(reading);
    else if (isOption(word, grammar)) readOption(reading, word);
    else readPositional(reading, word);
  }
  for (const dotted of reading.dotted.values()) readDottedWhole(reading, dotted);
  return reading;
}

/** Python's rule: a dash starts an option, but for a lone dash, a negative number, and text with blanks that is no option. */
function isOption(word: Word, grammar: Grammar): boolean {
  const text = knownStart(word);
  if (text.length < 2 || text[0] !== '-' || /^-\d*\.?\d+$/.test(text)) return false;
  return !text.includes(' ') || text.includes('=') || resolve(normalised(text), grammar) !== undefined;
}

function readRest(reading: Reading): void {
  for (reading.at += 1; reading.at < reading.words.length; ) {
    const word = reading.words[reading.at];
    if (word !== undefined) readPositional(reading, word);
  }
}

function readPositional(reading: Reading, word: Word): void {
  const index = reading.at;
  reading.at += 1;
  const single = word.text !== undefined || (index === 0 ? looksLikeOneValue(word) : !mayBeSeveral(word));
  if (!single) {
    reading.complete = false;
    reading.loose = true;
  }
  reading.positionals.push({ value: wholeValue(word), word, index, certain: single && !reading.loose });
}

function readOption(reading: Reading, word: Word): void {
  reading.loose = false;
  const text = knownStart(word);
  const equals = text.indexOf('=');
  reading.at += 1;
  if (word.text === undefined && equals < 0) reading.complete = false;
  else if (text.startsWith('-O')) readOptimizationLevel(reading, text);
  else readWritten(reading, word, equals < 0 ? text : text.slice(0, equals), equals < 0 ? undefined : valueFrom(word, equals + 1));
}

/** `-O3`, `-O 3`, `-O=3`: no size depends on it. */
function readOptimizationLevel(reading: Reading, text: string): void {
  if (text === '-O' && reading.at < reading.words.length) reading.at += 1;
}

function readWritten(reading: Reading, word: Word, written: string, attached: Value | undefined): void {
  const dot = written.indexOf('.');
  const flag = normalised(dot < 0 ? written : written.slice(0, dot));
  const found = resolve(flag, reading.grammar);
  if (found === 'ambiguous') refuseAmbiguous(reading, word, written);
  else if (found === undefined) readUnknown(reading, word, written, flag, attached);
  else if (dot >= 0) readDotted(reading, word, written, found, attached);
  else readKnown(reading, word, written, found, attached ?? attachedShort(word, found));
}

/** Underscores are hyphens in long options. */
function normalised(flag: string): string {
  return flag.startsWith('--') ? flag.replaceAll('_', '-') : flag;
}

interface Found {
  readonly spec: OptionSpec;
  /** The full spelling: `--no-enforce-eager` for `--no-enforce`. */
  readonly flag: string;
  /** Length of the flag in the word where the value is attached without `=`: 2 for `-n4`. */
  readonly attachedAt?: number;
}

/** Exact spellings first, then unambiguous prefixes, as argparse does; a one-letter option may carry its value. */
function resolve(flag: string, grammar: Grammar): Found | 'ambiguous' | undefined {
  const exact = grammar.flags.get(flag);
  if (exact !== undefined) return { spec: exact, flag };
  const short = flag.startsWith('--') ? undefined : grammar.flags.get(flag.slice(0, 2));
  const found: Found[] = short === undefined ? [] : [{ spec: short, flag: flag.slice(0, 2), attachedAt: 2 }];
  if (flag.length < 2 || flag === '--') return undefined;
  for (const [candidate, spec] of grammar.flags) {
    if (candidate.startsWith(flag)) found.push({ spec, flag: candidate });
  }
  return found.length > 1 ? 'ambiguous' : found[0];
}

function attachedShort(word: Word, found: Found): Value | undefined {
  return found.attachedAt === undefined ? undefined : valueFrom(word, found.attachedAt);
}

function refuseAmbiguous({ problems, grammar, at, words }: Reading, word: Word, written: string): void {
  if (!grammar.certain) return;
  const flag = normalised(written);
  const candidates = [...grammar.flags.keys()].filter((candidate) => candidate.startsWith(flag));
  const message = () => t('{0} is short for more than one option: {1}', written, candidates.slice(0, 6).join(', '));
  problems.push({ rule: 'option-unknown', severity: 'error', span: (words[at - 1] ?? word).span, message });
}

/** An option that the parser does not have. A word that follows is taken for its value, so that there is one finding, not two. */
function readUnknown(reading: Reading, word: Word, written: string, flag: string, attached: Value | undefined): void {
  const next = attached === undefined ? reading.words[reading.at] : undefined;
  const follows = next !== undefined && !isOption(next, reading.grammar) && !looksLikeModel(reading, next) ? next : undefined;
  if (follows !== undefined) reading.at += 1;
  const value = attached ?? (follows === undefined ? undefined : wholeValue(follows));
  const place = placeOf(word, 0, written.length);
  const whole =
    isLiteral(word) && (follows === undefined || isLiteral(follows))
      ? { start: word.span.start, end: (follows ?? word).span.end }
      : undefined;
  const problem = unknownOption({ written, flag, place, value: value?.text, whole }, reading.grammar, reading.version);
  if (problem !== undefined) reading.problems.push(problem);
}

function looksLikeModel({ positionals, words, at }: Reading, word: Word): boolean {
  if (positionals.length > 0 || word.text === undefined) return false;
  return word.text.includes('/') && !words.slice(at + 1).some((later) => later.text?.includes('/'));
}

function readKnown(reading: Reading, word: Word, written: string, found: Found, attached: Value | undefined): void {
  const form = found.spec.forms.at(-1);
  if (form === undefined) return;
  const takes = wordsOf(form.kind);
  if (takes === 'none') {
    readSwitch(reading, word, written, found, attached);
    return;
  }
  const values = attached === undefined ? takeValues(reading, takes) : [attached];
  if (values.length === 0 && takes !== 'one or none') refuseMissing(reading, word, written, found.spec);
  else store(reading, word, written, found, values);
}

function takeValues(reading: Reading, takes: 'one' | 'one or none' | 'one or more'): readonly Value[] {
  const values: Value[] = [];
  while (takes === 'one or more' || values.length === 0) {
    const word = reading.words[reading.at];
    if (word === undefined || word.text === '--' || isOption(word, reading.grammar)) break;
    if (takes !== 'one' && mayBeSeveral(word) && (values.length > 0 || !looksLikeOneValue(word))) {
      reading.complete = false;
      if (values.length > 0) break;
    }
    values.push(wholeValue(word));
    reading.at += 1;
  }
  return values;
}

function readSwitch(reading: Reading, word: Word, written: string, found: Found, attached: Value | undefined): void {
  const { spec, flag } = found;
  const place = placeOf(word, 0, written.length);
  const value = flag !== `--no-${spec.name}`;
  reading.options.set(spec.canonicalName, { name: spec.canonicalName, flag: written, flagPlace: place, value, text: '', place });
  const certain = reading.grammar.certain && spec.forms.every(({ kind }) => wordsOf(kind) === 'none');
  if (attached !== undefined) {
    if (certain)
      refuseSwitchValue(reading, word, written, attached.text, attached.place.span, { start: place.span.end, end: word.span.end });
    return;
  }
  const next = reading.words[reading.at];
  if (next?.text === undefined || !/^(true|false|yes|no|on|off|\d+)$/i.test(next.text)) return;
  reading.at += 1;
  if (certain) refuseSwitchValue(reading, next, written, next.text, placeOf(next).span, { start: word.span.end, end: next.span.end });
}

function refuseSwitchValue(
  reading: Reading,
  word: Word,
  written: string,
  value: string | undefined,
  span: LaunchProblem['span'],
  cut: LaunchProblem['span'],
): void {
  const previous = reading.words[reading.at - 2];
  const adjacent = isLiteral(word) && (previous === undefined || isLiteral(previous) || cut.end <= word.span.end) && cut.start < cut.end;
  const redundant = adjacent && value !== undefined && /^(true|yes|on)$/i.test(value);
  reading.problems.push({
    rule: 'option-value',
    severity: 'error',
    span,
    message: () => t('{0} is a switch and takes no value, {1} is refused; leave the value out', written, shown(value ?? '')),
    ...(redundant ? { replacement: { title: () => t('Remove the value of {0}', written), span: cut, newText: '' } } : {}),
  });
}

function refuseMissing(reading: Reading, word: Word, written: string, spec: OptionSpec): void {
  const place = placeOf(word, 0, written.length);
  const { canonicalName } = spec;
  reading.options.set(canonicalName, { name: canonicalName, flag: written, flagPlace: place, value: undefined, text: undefined, place });
  reading.problems.push({ rule: 'option-value', severity: 'error', span: place.span, message: () => t('{0} needs a value', written) });
}

function store(reading: Reading, word: Word, written: string, { spec }: Found, values: readonly Value[]): void {
  const flagPlace = placeOf(word, 0, written.length);
  const name = spec.canonicalName;
  const place = values[0]?.place ?? flagPlace;
  const known = values.every(({ text }) => text !== undefined);
  const text = known ? values.map((value) => value.text).join(' ') : undefined;
  const several = spec.forms.at(-1)?.kind.endsWith('+') === true;
  const read = known ? values.map((value) => readOne(reading, spec, written, value)) : [];
  const list = read.filter((value) => value !== undefined);
  const value: OptionValue | undefined = several && list.length === values.length && known ? list : values.length === 0 ? true : list[0];
  if (known && value === undefined && values.every((each) => isNone(spec, each))) {
    reading.options.delete(name);
    return;
  }
  reading.options.set(name, { name, flag: written, flagPlace, value, text, place });
}

/** None is what an option has that is not written. */
function isNone(spec: OptionSpec, { text }: Value): boolean {
  return (text === '' || text === 'None') && spec.forms.every(({ kind }) => kind.startsWith('optional '));
}

/** The value by the newest form that takes it; a problem where no form does. */
function readOne(reading: Reading, spec: OptionSpec, written: string, { text, place }: Value): OptionValue | undefined {
  if (text === undefined) return undefined;
  let refused: (() => string) | undefined;
  for (const form of spec.forms.toReversed()) {
    const read = readForm(form, text, written);
    if ('value' in read) return read.value;
    refused ??= read.refused;
  }
  const certain = reading.grammar.certain || isNumber(spec);
  if (refused !== undefined && certain) {
    reading.problems.push({ rule: 'option-value', severity: 'error', span: place.span, message: refused, ...spelling(spec, text, place) });
  }
  return undefined;
}

function isNumber(spec: OptionSpec): boolean {
  return spec.forms.every(({ kind }) => kind === 'int');
}

function readForm(
  { kind, choices }: OptionForm,
  text: string,
  written: string,
): { value: OptionValue | undefined } | { refused: () => string } {
  const read = readValue(kind, text);
  if ('refused' in read) return { refused: () => t('{0}: {1}', written, read.refused()) };
  if (choices === undefined || choices.has(String(read.value ?? 'None'))) return { value: read.value };
  return { refused: () => t('{0} does not take {1}; it takes {2}', written, shown(text), sorted(choices, kind).join(', ')) };
}

function sorted(choices: ReadonlySet<string>, kind: ValueKind): readonly string[] {
  return kind.includes('int') ? [...choices].sort((a, b) => Number(a) - Number(b)) : [...choices];
}

/** Other names of the data types that the parser takes. */
const spellings: ReadonlyMap<string, string> = new Map([
  ['fp16', 'float16'],
  ['bf16', 'bfloat16'],
  ['fp32', 'float32'],
]);

function spelling(spec: OptionSpec, text: string, place: Value['place']): Pick<LaunchProblem, 'replacement'> {
  const newText = spec.name === 'dtype' ? spellings.get(text.toLowerCase()) : undefined;
  if (newText === undefined || place.editable === undefined) return {};
  return { replacement: { title: () => t('Write {0}', newText), span: place.editable, newText } };
}

function readDotted(reading: Reading, word: Word, written: string, { spec, flag }: Found, attached: Value | undefined): void {
  const next = attached === undefined ? reading.words[reading.at] : undefined;
  const value = attached ?? (next === undefined ? undefined : wholeValue(next));
  if (next !== undefined) reading.at += 1;
  if (value === undefined) {
    refuseMissing(reading, word, written, spec);
    return;
  }
  const first = { flag, word, to: written.length, place: value.place, object: {}, known: true };
  const dotted = reading.dotted.get(flag) ?? first;
  reading.dotted.set(flag, dotted);
  if (value.text === undefined) dotted.known = false;
  else setPath(dotted.object, written.split('.').slice(1), value.text);
}

/** `key+` adds to a list; a list given twice grows; any other key is replaced. */
function setPath(object: Record<string, unknown>, path: readonly string[], text: string): void {
  const last = path.at(-1) ?? '';
  const adds = last.endsWith('+');
  const key = adds ? last.slice(0, -1) : last;
  let target = object;
  for (const part of path.slice(0, -1)) {
    const inner = target[part];
    const next: Record<string, unknown> = isRecord(inner) ? { ...inner } : {};
    target[part] = next;
    target = next;
  }
  const value: unknown = adds ? text.split(',') : readDottedValue(text);
  const before = target[key];
  target[key] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
}

/** The parts together replace a whole value written elsewhere: the parser adds them last. */
function readDottedWhole(reading: Reading, { flag, word, to, place, object, known }: Dotted): void {
  const spec = reading.grammar.flags.get(flag);
  if (spec === undefined) return;
  const flagPlace = placeOf(word, 0, to);
  const text = known ? JSON.stringify(object) : undefined;
  reading.options.set(spec.canonicalName, { name: spec.canonicalName, flag, flagPlace, value: known ? object : undefined, text, place });
}
