import type { Fact } from '../model/fact.ts';
import type { Judged } from './judge.ts';
import { isFatal } from './severity.ts';

/**
 * What is worth telling of the judged constraints: each independent cause once. A width that does not even divide makes
 * its groups, tiles and blocks fail as well, and heads that do not split take their KV heads along: those are consequences.
 * While something refuses, what merely costs is not told.
 */
export function causesOf(judged: readonly Judged[]): readonly Judged[] {
  if (judged.length < 2) return judged;
  const broken = judged.filter(({ constraint, judgement }) => splits.has(constraint.rule) && isFatal(judgement.outcome));
  const refused = judged.some(({ severity }) => severity === 'error');
  const told = new Set<string>();
  return judged.filter((one) => {
    if (refused && one.severity === 'information') return false;
    if (broken.some((other) => follows(one, other))) return false;
    return !ofQuantization.has(one.constraint.rule) || isNew(told, one);
  });
}

/** True if `one` fails because the number that `other` is about does not even split. */
function follows(one: Judged, other: Judged): boolean {
  const number = other.constraint.facts[0];
  const reads = number !== undefined && one.constraint.facts.some((fact) => fieldOf(fact) === fieldOf(number));
  return (
    reads &&
    (ofQuantization.has(one.constraint.rule) || (one.constraint.rule === 'kv-heads' && other.constraint.rule === 'attention-heads'))
  );
}

/** Rules that say that a number splits over the ranks. */
const splits: ReadonlySet<string> = new Set([
  'attention-heads',
  'kv-heads',
  'mlp-width',
  'expert-width',
  'shared-expert-width',
  'state-space',
  'linear-attention',
  'vision-heads',
  'vision-mlp',
]);

/** Rules that say that what a rank gets of such a number is made of whole groups, words, tiles or blocks. */
const ofQuantization: ReadonlySet<string> = new Set(['quant-group', 'quant-tile', 'quant-block', 'quant-scales', 'expert-group']);

/** True for rules about what a rank gets of a quantized layer, not about the split itself. */
export function isQuantizationShape(rule: string): boolean {
  return ofQuantization.has(rule);
}

function isNew(told: Set<string>, { constraint }: Judged): boolean {
  const first = constraint.facts[0];
  if (first === undefined) return true;
  const field = fieldOf(first);
  if (told.has(field)) return false;
  told.add(field);
  return true;
}

/** The number that a fact is about, wherever it was read. */
function fieldOf(fact: Fact<unknown>): string {
  return `${fact.path}:${fact.span.start}:${String(fact.value)}`;
}
