import type { Place } from '../../documents/command.ts';
import { t } from '../../text/localize.ts';
import type { Span } from '../../text/span.ts';
import type { EngineVersion, LaunchProblem } from '../engine.ts';
import { compareReleases, formatRelease } from '../version.ts';
import { accepts } from './accept-value.ts';
import { type Advice, adviceOn } from './advice.ts';
import type { Dialect } from './dialect.ts';
import { type Grammar, historyOf, type OptionHistory } from './grammar.ts';
import type { Value } from './words.ts';

/** An option as it was written that the parser does not have. */
export interface UnknownOption {
  readonly written: string;
  /** Hyphens for underscores, no dotted part: `--tp-size`. */
  readonly flag: string;
  readonly place: Place;
  /** What stands after it or behind its `=`; undefined: nothing. */
  readonly value: Value | undefined;
  /** Option and value in the document; undefined where they do not stand together. */
  readonly whole: Span | undefined;
}

/** The finding for an unknown option; undefined where the options of the version are not known for sure. */
export function unknownOption(option: UnknownOption, grammar: Grammar, version: EngineVersion): LaunchProblem | undefined {
  if (!grammar.certain) return undefined;
  const history = historyOf(option.flag, grammar);
  const advice = adviceOn(option.flag, option.value?.text, grammar);
  const isNew = history === undefined && advice === undefined && mayBeNewer(version, grammar.dialect);
  const gone = history?.until !== undefined && compareReleases(version.release, history.until) >= 0 ? history.until : undefined;
  // Where no version is told, the launch may well be for the one that had it.
  const isOnlyGone = version.source === 'assumed' && (gone !== undefined || isKnownOld(option, grammar.dialect));
  return {
    rule: gone === undefined && !isKnownOld(option, grammar.dialect) ? 'option-unknown' : 'option-removed',
    severity: isNew || isOnlyGone ? 'warning' : 'error',
    span: option.place.span,
    message: () => messageFor(option, grammar.dialect, version, history, advice),
    ...replacementOf(option, advice, grammar),
  };
}

/** An option that resembles nothing known may have come after the states that were read. */
function mayBeNewer({ source, release }: EngineVersion, { lastRelease }: Dialect): boolean {
  return source === 'assumed' || compareReleases(release, lastRelease) >= 0;
}

/** Taken away before the oldest state that was read. */
function isKnownOld({ flag }: UnknownOption, { removedEarlier }: Dialect): boolean {
  return removedEarlier?.has(flag.slice(2)) === true;
}

function messageFor(
  option: UnknownOption,
  dialect: Dialect,
  version: EngineVersion,
  history: OptionHistory | undefined,
  advice: Advice | undefined,
): string {
  const says = whatIsWrong(option, dialect, version, history);
  if (advice !== undefined) return t('{0}; {1}', says, advice.text());
  return history === undefined && mayBeNewer(version, dialect) ? t('{0}; a newer version may', says) : says;
}

function whatIsWrong(option: UnknownOption, dialect: Dialect, version: EngineVersion, history: OptionHistory | undefined): string {
  const { title } = dialect;
  if (history !== undefined && compareReleases(version.release, history.since) < 0) {
    return t('{0} {1} does not know {2} yet; {3} does', title, version.text, option.written, formatRelease(history.since));
  }
  if (history?.until !== undefined || isKnownOld(option, dialect))
    return t('{0} {1} no longer has {2}', title, version.text, option.written);
  return t('{0} {1} does not know {2}', title, version.text, option.written);
}

function replacementOf(option: UnknownOption, advice: Advice | undefined, grammar: Grammar): Pick<LaunchProblem, 'replacement'> {
  const { editable } = option.place;
  const { flag, rewritten } = advice ?? {};
  if (flag !== undefined && editable !== undefined && fits(flag, option, grammar)) return replace(flag, editable);
  if (rewritten !== undefined && option.whole !== undefined) return replace(rewritten, option.whole);
  return {};
}

/** True if the option to write instead takes the value that is there, so that one finding does not become another. */
function fits(flag: string, { written, value }: UnknownOption, grammar: Grammar): boolean {
  if (flag.includes(' ')) return value === undefined;
  const spec = grammar.flags.get(flag);
  if (spec === undefined || written.includes('.')) return false;
  if (spec.takes === 'none') return value === undefined;
  return value !== undefined && (value.text === undefined || accepts(spec, value.text));
}

function replace(newText: string, span: Span): Pick<LaunchProblem, 'replacement'> {
  return { replacement: { title: () => t('Change to {0}', newText), span, newText } };
}
