import type { Place } from '../../documents/command.ts';
import { t } from '../../text/localize.ts';
import type { Span } from '../../text/span.ts';
import type { EngineVersion, LaunchProblem } from '../engine.ts';
import { compareReleases, formatRelease } from '../version.ts';
import { accepts } from './arguments/accept-value.ts';
import type { Value } from './arguments/words.ts';
import { type Advice, adviceOn } from './option-advice.ts';
import { type Grammar, historyOf, type OptionHistory } from './options.ts';
import { lastRelease } from './versions.ts';

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
  const isNew = history === undefined && advice === undefined && mayBeNewer(version);
  const gone = history?.until !== undefined && compareReleases(version.release, history.until) >= 0 ? history.until : undefined;
  const isLate = gone !== undefined && version.source === 'assumed' && compareReleases(gone, lastRelease) > 0;
  return {
    rule: gone === undefined && !isKnownOld(option) ? 'option-unknown' : 'option-removed',
    severity: isNew || isLate ? 'warning' : 'error',
    span: option.place.span,
    message: () => messageFor(option, version, history, advice),
    ...replacementOf(option, advice, grammar),
  };
}

/** An option that resembles nothing known may have come after the states that were read. */
function mayBeNewer({ source, release }: EngineVersion): boolean {
  return source === 'assumed' || compareReleases(release, lastRelease) >= 0;
}

/** Taken away before the oldest state that was read. */
const knownOld: ReadonlySet<string> = new Set([
  'worker-use-ray',
  'engine-use-ray',
  'max-context-len-to-capture',
  'quantization-param-path',
]);

function isKnownOld({ flag }: UnknownOption): boolean {
  return knownOld.has(flag.slice(2));
}

function messageFor(option: UnknownOption, version: EngineVersion, history: OptionHistory | undefined, advice: Advice | undefined): string {
  const says = whatIsWrong(option, version, history);
  if (advice !== undefined) return t('{0}; {1}', says, advice.text());
  return history === undefined && mayBeNewer(version) ? t('{0}; a newer version may', says) : says;
}

function whatIsWrong(option: UnknownOption, version: EngineVersion, history: OptionHistory | undefined): string {
  if (history !== undefined && compareReleases(version.release, history.since) < 0) {
    return t('vLLM {0} does not know {1} yet; {2} does', version.text, option.written, formatRelease(history.since));
  }
  if (history !== undefined || isKnownOld(option)) return t('vLLM {0} no longer has {1}', version.text, option.written);
  return t('vLLM {0} does not know {1}', version.text, option.written);
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
  return { replacement: { title: () => t('Write {0}', newText), span, newText } };
}
