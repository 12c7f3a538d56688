import type { Confidence, Outcome } from '../engines/engine.ts';
import type { Severity } from './finding.ts';

/** What an outcome is shown as; undefined: nothing is said. */
const severities: Readonly<Record<Outcome, Severity | undefined>> = {
  holds: undefined,
  unknown: undefined,
  replicates: 'information',
  pads: 'information',
  unsharded: 'information',
  slower: 'warning',
  corrupts: 'error',
  refuses: 'error',
};

/** The severity of an outcome; what is not certain (`tentative`) is never an error. */
export function severityOf(outcome: Outcome, tentative: boolean): Severity | undefined {
  const severity = severities[outcome];
  return severity === 'error' && tentative ? 'warning' : severity;
}

/** True if a launch with this outcome does not start, or starts and computes nonsense. */
export function isFatal(outcome: Outcome): boolean {
  return outcome === 'refuses' || outcome === 'corrupts';
}

const severityRanks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2 };
const confidenceRanks: Readonly<Record<Confidence, number>> = { high: 0, medium: 1, low: 2 };

/** Gravest first, then surest first. */
export function compareGravity(
  a: { readonly severity: Severity; readonly confidence: Confidence },
  b: { readonly severity: Severity; readonly confidence: Confidence },
): number {
  return severityRanks[a.severity] - severityRanks[b.severity] || confidenceRanks[a.confidence] - confidenceRanks[b.confidence];
}
