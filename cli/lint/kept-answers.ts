import type { DiskFiles } from '../files/disk-files.ts';
import type { Candidate } from '../files/find-documents.ts';
import type { Answer } from '../kept/kept-run.ts';
import type { SettingsFor } from '../settings-flags.ts';
import type { Judged, Outcome } from './lint-share.ts';
import { receivedOutcome, sentOutcome } from './sent-outcomes.ts';

/** A candidate and what became of it. */
export interface JudgedCandidate extends Judged {
  readonly candidate: Candidate;
}

/** What is kept of a candidate. Its text is not: where something is said of it, it is read again. */
export function answerToKeep({ candidate, outcome, stamp, seen }: JudgedCandidate, settingsFor: SettingsFor): Answer {
  const sent = sentOutcome(outcome, settingsFor);
  const short = typeof sent === 'object' ? { ...sent, source: { ...sent.source, text: '' } } : sent;
  return { ...candidate, stamp, seen, outcome: short };
}

/** What the last run found; undefined where the candidate has another name now. */
export function judgedBefore(
  candidate: Candidate,
  answer: Answer | undefined,
  { settingsFor, files }: { readonly settingsFor: SettingsFor; readonly files: DiskFiles },
): JudgedCandidate | undefined {
  if (answer?.shown !== candidate.shown) return undefined;
  const { stamp, seen, outcome } = answer;
  return { candidate, stamp, seen, outcome: withText(receivedOutcome(outcome, settingsFor), files) };
}

function withText(outcome: Outcome, files: DiskFiles): Outcome {
  if (typeof outcome !== 'object' || outcome.linted.findings.length === 0) return outcome;
  const { linted, fixed } = outcome;
  return { linted: { ...linted, source: { ...linted.source, text: files.read(linted.source.path) ?? '' } }, fixed };
}
