import { placeOf, type Word } from '../../../documents/command.ts';
import { t } from '../../../text/localize.ts';
import type { OptionValue } from '../../engine.ts';
import { wordsOf } from '../option-values.ts';
import type { OptionSpec } from '../options.ts';
import { acceptValue } from './accept-value.ts';
import { isOption } from './lookup.ts';
import type { Reading } from './reading.ts';
import { looksLikeOneValue, mayBeSeveral, type Value, wholeValue } from './words.ts';

/** An option as it stands in a word. */
export interface Written {
  readonly word: Word;
  /** As the user wrote it: `--tensor_parallel_size`. */
  readonly written: string;
  readonly spec: OptionSpec;
}

/** Takes the words that belong to an option and keeps what they say; the last one wins. */
export function readValues(reading: Reading, option: Written, attached: Value | undefined): void {
  const takes = wordsOf(option.spec.forms.at(-1)?.kind ?? 'any');
  const values = attached === undefined ? takeValues(reading, takes) : [attached];
  if (values.length === 0 && takes !== 'one or none') refuseMissing(reading, option);
  else keep(reading, option, values);
}

function takeValues(reading: Reading, takes: ReturnType<typeof wordsOf>): readonly Value[] {
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

/** A value is missing: the option is written, and what it would be is not known. */
export function refuseMissing({ options, problems }: Reading, { word, written, spec }: Written): void {
  const place = placeOf(word, 0, written.length);
  const name = spec.canonicalName;
  options.set(name, { name, flag: written, flagPlace: place, value: undefined, text: undefined, place });
  problems.push({ rule: 'option-value', severity: 'error', span: place.span, message: () => t('{0} needs a value', written) });
}

function keep(reading: Reading, { word, written, spec }: Written, values: readonly Value[]): void {
  const name = spec.canonicalName;
  const texts = values.flatMap(({ text }) => text ?? []);
  const known = texts.length === values.length;
  if (known && values.length > 0 && texts.every((text) => isNone(spec, text))) {
    reading.options.delete(name);
    return;
  }
  const flagPlace = placeOf(word, 0, written.length);
  const value = known ? optionValue(reading, written, spec, values) : undefined;
  reading.options.set(name, {
    name,
    flag: written,
    flagPlace,
    value,
    text: known ? texts.join(' ') : undefined,
    place: values[0]?.place ?? flagPlace,
  });
}

function optionValue(reading: Reading, written: string, spec: OptionSpec, values: readonly Value[]): OptionValue | undefined {
  if (values.length === 0) return true;
  const read = values.map((value) => acceptValue(reading, spec, written, value));
  if (spec.forms.at(-1)?.kind.endsWith('+') !== true) return read[0];
  return read.includes(undefined) ? undefined : read;
}

/** None is what an option has that is not written. */
function isNone(spec: OptionSpec, text: string): boolean {
  return (text === '' || text === 'None') && spec.forms.every(({ kind }) => kind.startsWith('optional '));
}
