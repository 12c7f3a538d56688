import { placeOf, type Word } from '../../documents/command.ts';
import { t } from '../../text/localize.ts';
import { adviceOn } from './advice.ts';
import { type Grammar, historyOf } from './grammar.ts';
import { type Found, isOption, normalised, resolve } from './lookup.ts';
import { readDotted } from './read-dotted.ts';
import { readSwitch } from './read-switch.ts';
import { readValues, takeValues, type Written } from './read-values.ts';
import type { Reading } from './reading.ts';
import { unknownOption } from './unknown-option.ts';
import { isLiteral, knownStart, type Value, valueFrom, wholeValue } from './words.ts';

/** Reads the option that `word` starts, with the words that belong to it, into `reading`. */
export function readOption(reading: Reading, word: Word): void {
  reading.loose = false;
  const text = knownStart(word);
  const equals = text.indexOf('=');
  reading.at += 1;
  if (word.text === undefined && equals < 0) reading.complete = false;
  else if (isUnread(text, reading)) passOver(reading, text);
  else readWritten(reading, word, equals < 0 ? text : text.slice(0, equals), equals < 0 ? undefined : valueFrom(word, equals + 1));
}

function isUnread(text: string, { grammar }: Reading): boolean {
  const { unread } = grammar.dialect;
  return unread !== undefined && text.startsWith(unread);
}

/** `-O3`, `-O 3`, `-O=3`: no size depends on it. */
function passOver(reading: Reading, text: string): void {
  if (text === reading.grammar.dialect.unread && reading.at < reading.words.length) reading.at += 1;
}

function readWritten(reading: Reading, word: Word, written: string, attached: Value | undefined): void {
  const dot = reading.grammar.dialect.dottedJson === true ? written.indexOf('.') : -1;
  const flag = normalised(dot < 0 ? written : written.slice(0, dot), reading.grammar);
  const found = resolve(flag, reading.grammar);
  if (found === 'ambiguous') refuseAmbiguous(reading, word, written);
  else if (found !== undefined && isMisread(flag, found, reading.grammar))
    readMisread(reading, { word, written, spec: found.spec }, found, attached);
  else if (found === undefined) readUnknown(reading, word, written, flag, attached);
  else if (dot >= 0) readDotted(reading, { word, written, spec: found.spec }, attached);
  else readKnown(reading, { word, written, spec: found.spec }, found, attached);
}

function readKnown(reading: Reading, option: Written, found: Found, attached: Value | undefined): void {
  const isSwitch = option.spec.takes === 'none';
  if (isSwitch) readSwitch(reading, option, found.flag, attached);
  else readValues(reading, option, attached ?? attachedShort(option.word, found));
}

/** True for a removed option whose name is now short for another: `--device` for `--device-ids`. */
function isMisread(flag: string, found: Found, { history }: Grammar): boolean {
  return flag.startsWith('--') && found.flag !== flag && history.has(flag.slice(2));
}

/** Its value was not meant for the option that gets it, so that nothing is concluded from it. */
function readMisread(reading: Reading, option: Written, { flag }: Found, attached: Value | undefined): void {
  const { word, written, spec } = option;
  const { place } = attached ?? takeValues(reading, spec.takes)[0] ?? wholeValue(word);
  const flagPlace = placeOf(word, 0, written.length);
  const name = spec.canonicalName;
  reading.options.set(name, { name, flag: written, flagPlace, value: undefined, text: undefined, place });
  if (!reading.grammar.certain) return;
  const { title } = reading.grammar.dialect;
  const message = () =>
    t('{0} {1} no longer has {2} and reads it as short for {3}; leave it out', title, reading.version.text, written, flag);
  reading.problems.push({ rule: 'option-removed', severity: 'warning', span: flagPlace.span, message });
}

function attachedShort(word: Word, found: Found): Value | undefined {
  return found.attachedAt === undefined ? undefined : valueFrom(word, found.attachedAt);
}

/** What stands after it belongs to it, whatever it is. A release that had fewer options may well know it. */
function refuseAmbiguous(reading: Reading, word: Word, written: string): void {
  const { problems, grammar, version, at, words } = reading;
  reading.loose = true;
  reading.complete = false;
  if (!grammar.certain) return;
  const flag = normalised(written, grammar);
  const candidates = [...grammar.flags.keys()].filter((candidate) => candidate.startsWith(flag));
  const message = () => t('{0} is short for more than one option: {1}', written, candidates.slice(0, 6).join(', '));
  const severity = version.source === 'assumed' ? 'warning' : 'error';
  problems.push({ rule: 'option-unknown', severity, span: (words[at - 1] ?? word).span, message });
}

/** An option that the parser does not have. A word that follows is taken for its value, so that there is one finding, not two. */
function readUnknown(reading: Reading, word: Word, written: string, flag: string, attached: Value | undefined): void {
  const next = attached === undefined && mayTakeValue(flag, reading.grammar) ? reading.words[reading.at] : undefined;
  const follows = next !== undefined && !isOption(next, reading.grammar) && !looksLikeModel(reading, next) ? next : undefined;
  if (follows !== undefined) reading.at += 1;
  const value = attached ?? (follows === undefined ? undefined : wholeValue(follows));
  const place = placeOf(word, 0, written.length);
  const whole =
    isLiteral(word) && (follows === undefined || isLiteral(follows))
      ? { start: word.span.start, end: (follows ?? word).span.end }
      : undefined;
  const problem = unknownOption({ written, flag, place, value, whole }, reading.grammar, reading.version);
  if (problem !== undefined) reading.problems.push(problem);
  // An option that nobody knows may take any number of words.
  reading.loose = attached === undefined && isUnheardOf(flag, reading.grammar);
}

function isUnheardOf(flag: string, grammar: Grammar): boolean {
  return historyOf(flag, grammar) === undefined && adviceOn(flag, undefined, grammar) === undefined;
}

/** False for what was a switch, what is meant as one, and `-tp4`. */
function mayTakeValue(flag: string, grammar: Grammar): boolean {
  const history = historyOf(flag, grammar);
  if (history !== undefined) return history.takes !== 'none';
  const meant = adviceOn(flag, undefined, grammar)?.flag;
  return meant === undefined || (!meant.includes(' ') && grammar.flags.get(meant)?.takes !== 'none');
}

/** A model's name after an unknown switch, where the parser takes an argument: the launcher that clap parses for takes none. */
function looksLikeModel({ positionals, words, at, grammar }: Reading, word: Word): boolean {
  if (positionals.length > 0 || word.text === undefined || grammar.dialect.parser === 'clap') return false;
  return word.text.includes('/') && !words.slice(at + 1).some((later) => later.text?.includes('/'));
}
