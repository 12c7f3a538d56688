import type { Fact } from '../../model/fact.ts';
import type { Confidence, Judgement, Outcome } from '../engine.ts';

export const holds: Judgement = { outcome: 'holds' };

export const unknown: Judgement = { outcome: 'unknown' };

/** A judgement with its sentence, and fewer words for a table cell. */
export function judged(outcome: Outcome, message: () => string, arithmetic?: () => string, confidence?: Confidence): Judgement {
  return { outcome, message, arithmetic: arithmetic ?? message, confidence };
}

export function refuses(message: () => string, arithmetic?: () => string, confidence?: Confidence): Judgement {
  return judged('refuses', message, arithmetic, confidence);
}

/** The key of a fact without the sections around it: `intermediate_size` of `text_config.intermediate_size`. */
export function keyOf(fact: Fact<unknown>): string {
  return fact.key.slice(fact.key.lastIndexOf('.') + 1);
}

/** `intermediate_size 29568`; a derived value says what it comes from. */
export function named(fact: Fact<unknown>): string {
  return `${keyOf(fact)} ${String(fact.value)}`;
}
