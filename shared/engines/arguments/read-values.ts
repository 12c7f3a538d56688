import { placeOf, type Word } from '../../documents/command.ts';
import { t } from '../../text/localize.ts';
import type { Option, OptionValue } from '../engine.ts';
import { acceptValue } from './accept-value.ts';
import type { OptionSpec } from './grammar.ts';
import { isOption } from './lookup.ts';
import type { Reading } from './reading.ts';
import { isLiteral, looksLikeOneValue, mayBeSeveral, type Value, wholeValue } from './words.ts';

/** An option as it stands in a word. */
export interface Written {
  readonly word: Word;
  /** As the user wrote it: `--tensor_parallel_size`. */
  readonly written: string;
  readonly spec: OptionSpec;
}

/** Takes the words that belong to an option and keeps what they say; the last one wins. */
export function readValues(reading: Reading, option: Written, attached: Value | undefined): void {
  const { takes } = option.spec;
  const values = attached === undefined ? takeValues(reading, takes) : [attached];
  if (values.length === 0 && takes !== 'one or none') refuseMissing(reading, option);
  else keep(reading, option, values);
}

/** The words that follow an option and can be its values. */
export function takeValues(reading: Reading, takes: OptionSpec['takes']): readonly Value[] {
  const values: Value[] = [];
  while (takes === 'one or more' || values.length === 0) {
    const word = reading.words[reading.at];
    if (word === undefined || !mayBeValue(word, reading)) break;
    if (takes !== 'one' && mayBeSeveral(word) && (values.length > 0 || !looksLikeOneValue(word))) {
      reading.complete = false;
      if (values.length > 0) break;
    }
    values.push(wholeValue(word));
    reading.at += 1;
  }
  return values;
}

/** Click gives an option the next word, whatever it is; the others stop at an option. */
function mayBeValue(word: Word, { grammar }: Reading): boolean {
  return grammar.dialect.parser === 'click' || (word.text !== '--' && !isOption(word, grammar));
}

/** A value is missing: the option is written, and what it would be is not known. An expansion may have left it out. */
export function refuseMissing({ options, problems, words, at }: Reading, { word, written, spec }: Written): void {
  const place = placeOf(word, 0, written.length);
  const name = spec.canonicalName;
  options.set(name, { name, flag: written, flagPlace: place, value: undefined, text: undefined, place });
  if (!isLiteral(word) || mayHaveVanished(word, words[at])) return;
  problems.push({ rule: 'option-value', severity: 'error', span: place.span, message: () => t('{0} needs a value', written) });
}

function keep(reading: Reading, { word, written, spec }: Written, values: readonly Value[]): void {
  const name = spec.canonicalName;
  const text = textOf(values);
  if (text !== undefined && isNone(spec, text)) {
    reading.options.delete(name);
    return;
  }
  const flagPlace = placeOf(word, 0, written.length);
  if (reading.grammar.dialect.parser === 'clap' && !spec.several) refuseSecond(reading, word, written, name);
  const value = text === undefined ? undefined : optionValue(reading, written, spec, values);
  reading.options.set(name, { name, ...namesOf(word, written), flagPlace, value, text, place: values[0]?.place ?? flagPlace });
}

/** How an option is called: by its flag, and by the field of a platform that makes it. */
export function namesOf({ field }: Word, flag: string): Pick<Option, 'flag' | 'field'> {
  return field === undefined ? { flag } : { flag, field };
}

/** Clap takes an option once, unless it is a list. */
function refuseSecond({ options, problems, grammar }: Reading, word: Word, written: string, name: string): void {
  if (!grammar.certain || !isLiteral(word) || !options.has(name)) return;
  const message = () => t('{0} is written twice, and {1} takes it once', written, grammar.dialect.title);
  problems.push({ rule: 'option-value', severity: 'error', span: placeOf(word, 0, written.length).span, message });
}

/** The words with blanks between; undefined where one is unknown. */
function textOf(values: readonly Value[]): string | undefined {
  if (values.length === 1) return values[0]?.text;
  return values.some(({ text }) => text === undefined) ? undefined : values.map(({ text }) => text).join(' ');
}

function optionValue(reading: Reading, written: string, spec: OptionSpec, values: readonly Value[]): OptionValue | undefined {
  const [first] = values;
  if (first === undefined) return true;
  if (!spec.several) return acceptValue(reading, spec, written, first);
  const read = values.map((value) => acceptValue(reading, spec, written, value));
  return read.includes(undefined) ? undefined : read;
}

/** None is what an option has that is not written. */
function isNone(spec: OptionSpec, text: string): boolean {
  return spec.optional && (text === '' || text === 'None');
}

/** True if more than a blank stands before the next word: an empty expansion or a redirection may have been the value. */
function mayHaveVanished(word: Word, next: Word | undefined): boolean {
  return next !== undefined && (!isLiteral(next) || next.span.start !== word.span.end + 1);
}
