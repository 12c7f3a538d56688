import { isRecord } from '../../shared/text/is-record.ts';
import type { KeptRun } from './kept-run.ts';

/** True for what an earlier run wrote; a file can be cut off, or be another program's. */
export function isKeptRun(value: unknown): value is KeptRun {
  if (!isRecord(value)) return false;
  const { seen, files, ending } = value;
  return isListOf(seen, isObservation) && isListOf(files, isFile) && (ending === undefined || isEnding(ending));
}

function isObservation(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && isListOf(value, isText);
}

function isFile(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { path, shown, stamp, needs, outcome } = value;
  return isText(path) && isText(shown) && isText(stamp) && isListOf(needs, Number.isInteger) && isOutcome(outcome);
}

/** Undefined, why the file was left out, or what was found in it. */
function isOutcome(value: unknown): boolean {
  if (value === undefined || isText(value)) return true;
  if (!isRecord(value)) return false;
  const { source, findings, used, launches, shown } = value;
  const isWhole = isRecord(source) && isText(source.path) && isText(shown) && typeof launches === 'number';
  return isWhole && isListOf(used, Number.isInteger) && isListOf(findings, isFinding);
}

function isFinding(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { rule, message, span, related, fixes } = value;
  return isText(rule) && isText(message) && isRecord(span) && isListOf(related, isRecord) && isListOf(fixes, isRecord);
}

function isEnding(value: unknown): boolean {
  return isRecord(value) && isText(value.report) && isText(value.style) && (value.exitCode === 0 || value.exitCode === 1);
}

function isListOf(value: unknown, isOne: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
