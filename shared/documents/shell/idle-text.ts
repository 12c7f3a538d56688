import type { Word } from '../command.ts';

/** False only for a text that certainly holds nothing that is asked for. */
export type IsWorthReading = (text: string) => boolean;

/**
 * True for a text that nobody asks about, so that it need not be parsed: it does not matter itself, no value from around it that it may use
 * does, and it has no comment, which may silence a finding.
 */
export function isIdleText(text: string, isWorthReading: IsWorthReading, valuesMatter: () => boolean): boolean {
  if (text.includes('#') || isWorthReading(text)) return false;
  return !text.includes('$') || !valuesMatter();
}

/** True if one of the values matters, as far as it is known. */
export function anyMatters(values: Iterable<Word>, isWorthReading: IsWorthReading): boolean {
  for (const { pieces } of values) if (isWorthReading(pieces.map(({ text }) => text ?? '').join(''))) return true;
  return false;
}
