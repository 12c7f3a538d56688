import type { LeftOut } from '../files/first-look.ts';
import type { SettingsFor } from '../settings-flags.ts';
import type { LintedFile } from './lint-file.ts';
import type { Outcome } from './lint-share.ts';

/** A linted file on its way between threads: entries of the settings by their number, since each thread has read its own. */
interface SentFile extends Omit<LintedFile, 'usedSuppressions'> {
  readonly used: readonly number[];
}

type Sent = SentFile | LeftOut | null;

/** Outcomes as another thread gets them. */
export function sentOutcomes(outcomes: readonly Outcome[], settingsFor: SettingsFor): string {
  return JSON.stringify(
    outcomes.map((outcome): Sent => (typeof outcome === 'object' ? sentFile(outcome.linted, settingsFor) : (outcome ?? null))),
  );
}

/** The same with the settings of this thread. */
export function receivedOutcomes(text: string, settingsFor: SettingsFor): readonly Outcome[] {
  const all: readonly Sent[] = JSON.parse(text);
  return all.map((sent) =>
    typeof sent === 'string' || sent === null ? (sent ?? undefined) : { linted: receivedFile(sent, settingsFor), fixed: 0 },
  );
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
