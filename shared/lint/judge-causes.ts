import type { Fact } from '../model/fact.ts';
import type { Judged } from './judge.ts';
import { isFatal } from './severity.ts';

/**
 * What is worth telling of the judged constraints: each independent cause once. A width that does not even divide makes
 * its groups, tiles and blocks fail as well: those are consequences. While something refuses, what merely costs is not told.
 */
export function causesOf(judged: readonly Judged[]): readonly Judged[] {
  if (judged.length < 2) return judged;
  const fatal = judged.filter(({ judgement }) => isFatal(judgement.outcome));
  const broken = new Set(fatal.filter(({ constraint }) => splits.has(constraint.rule)).flatMap(firstField));
  const refused = fatal.some(({ severity }) => severity === 'error');
  const told = new Set<string>();
  return judged.filter((one) => {
    if (refused && one.severity === 'information') return false;
    if (!ofQuantization.has(one.constraint.rule)) return true;
    const fields = one.constraint.facts.map(fieldOf);
    return !fields.some((field) => broken.has(field)) && isNew(told, fields[0]);
  });
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
const ofQuantization: ReadonlySet<string> = new Set([
  'quant-group',
  'quant-pack',
  'quant-tile',
  'quant-block',
  'quant-scales',
  'expert-group',
]);

export function isQuantizationShape(rule: string): boolean {
  return ofQuantization.has(rule);
}

function isNew(told: Set<string>, field: string | undefined): boolean {
  if (field === undefined) return true;
  if (told.has(field)) return false;
  told.add(field);
  return true;
}

function firstField({ constraint }: Judged): readonly string[] {
  const first = constraint.facts[0];
  return first ? [fieldOf(first)] : [];
}

/** The number that a fact is about, wherever it was read. */
function fieldOf(fact: Fact<unknown>): string {
  return `${fact.path}:${fact.span.start}:${String(fact.value)}`;
}
