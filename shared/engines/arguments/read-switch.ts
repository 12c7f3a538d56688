import { placeOf } from '../../documents/command.ts';
import { t } from '../../text/localize.ts';
import type { Span } from '../../text/span.ts';
import type { LaunchProblem } from '../engine.ts';
import { namesOf, type Written } from './read-values.ts';
import type { Reading } from './reading.ts';
import { shown, wordsOf } from './value-kinds.ts';
import { isLiteral, type Value, wholeValue } from './words.ts';

/** `flag` is the full spelling, `--no-enforce-eager` for `--no-enforce`. A word that can only be meant as its value goes with it. */
export function readSwitch(reading: Reading, { word, written, spec }: Written, flag: string, attached: Value | undefined): void {
  const place = placeOf(word, 0, written.length);
  const value = flag !== `--no-${spec.name}`;
  reading.options.set(spec.canonicalName, {
    name: spec.canonicalName,
    ...namesOf(word, written),
    flagPlace: place,
    value,
    text: '',
    place,
  });
  const next = attached === undefined ? reading.words[reading.at] : undefined;
  const follows = next?.text !== undefined && /^(true|false|yes|no|on|off|\d+)$/i.test(next.text) ? next : undefined;
  if (follows !== undefined) reading.at += 1;
  const refused = attached ?? (follows === undefined ? undefined : wholeValue(follows));
  const takesNone = reading.grammar.certain && spec.forms.every(({ kind }) => wordsOf(kind) === 'none');
  if (refused === undefined || !takesNone) return;
  const literal = isLiteral(word) && (follows === undefined || isLiteral(follows));
  const cut = literal ? { start: place.span.end, end: (follows ?? word).span.end } : undefined;
  const takesOnce = reading.version.source === 'assumed' && spec.everyForm.some(({ kind }) => wordsOf(kind) !== 'none');
  reading.problems.push({ ...switchValue(written, refused, cut), severity: takesOnce ? 'warning' : 'error' });
}

/** `true` after a switch says what the switch says, so that leaving it out changes nothing. */
function switchValue(written: string, { text, source, place }: Value, cut: Span | undefined): Omit<LaunchProblem, 'severity'> {
  const redundant = cut !== undefined && text !== undefined && /^(true|yes|on)$/i.test(text);
  const title = () => t('Remove the value of {0}', written);
  return {
    rule: 'option-value',
    span: place.span,
    message: () => t('{0} is a switch and takes no value, {1} is refused; leave the value out', written, shown(text ?? source)),
    ...(redundant ? { replacement: { title, span: cut, newText: '' } } : {}),
  };
}
