import type { Fact } from '../../model/fact.ts';
import { nameOf } from '../../model/fact-name.ts';
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

/** `intermediate_size 29568`. */
export function named(fact: Fact<unknown>): string {
  return `${nameOf(fact)} ${String(fact.value)}`;
}
