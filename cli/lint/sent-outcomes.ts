import type { LeftOut } from '../files/first-look.ts';
import type { SettingsFor } from '../settings-flags.ts';
import type { LintedFile } from './lint-file.ts';
import type { Judged, Outcome } from './lint-share.ts';

/** A linted file on its way to another thread or another run: entries of the settings by their number, since each has read its own. */
export interface SentFile extends Omit<LintedFile, 'usedSuppressions'> {
  readonly used: readonly number[];
}

export type SentOutcome = SentFile | LeftOut;

interface Sent extends Omit<Judged, 'outcome'> {
  readonly outcome?: SentOutcome | undefined;
}

/** Outcomes as another thread gets them. */
export function sentShare(share: readonly Judged[], settingsFor: SettingsFor): string {
  return JSON.stringify(share.map(({ outcome, ...judged }): Sent => ({ ...judged, outcome: sentOutcome(outcome, settingsFor) })));
}

/** The same with the settings of this thread. */
export function receivedShare(text: string, settingsFor: SettingsFor): readonly Judged[] {
  const share: readonly Sent[] = JSON.parse(text);
  return share.map(({ outcome, ...judged }) => ({ ...judged, outcome: receivedOutcome(outcome, settingsFor) }));
}

export function sentOutcome(outcome: Outcome, settingsFor: SettingsFor): SentOutcome | undefined {
  return typeof outcome === 'object' ? sentFile(outcome.linted, settingsFor) : outcome;
}

/** The outcome with the settings of this thread. */
export function receivedOutcome(sent: SentOutcome | undefined, settingsFor: SettingsFor): Outcome {
  return typeof sent === 'object' ? { linted: receivedFile(sent, settingsFor), fixed: 0 } : sent;
}

function sentFile({ usedSuppressions, ...linted }: LintedFile, settingsFor: SettingsFor): SentFile {
  if (usedSuppressions.length === 0) return { ...linted, used: [] };
  const { suppressions } = settingsFor(linted.source.path).settings;
  return { ...linted, used: usedSuppressions.map((entry) => suppressions.indexOf(entry)) };
}

function receivedFile({ used, ...linted }: SentFile, settingsFor: SettingsFor): LintedFile {
  if (used.length === 0) return { ...linted, usedSuppressions: [] };
  const { suppressions } = settingsFor(linted.source.path).settings;
  return { ...linted, usedSuppressions: used.flatMap((at) => suppressions[at] ?? []) };
}
