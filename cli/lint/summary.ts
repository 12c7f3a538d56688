import type { Severity } from '../../shared/lint/finding.ts';
import { t } from '../../shared/text/localize.ts';
import type { LeftOut } from '../files/first-look.ts';
import type { Paint } from '../text/paint.ts';
import type { LintedFile } from './lint-file.ts';

export interface Summary {
  readonly files: number;
  readonly launches: number;
  readonly errors: number;
  readonly warnings: number;
  readonly information: number;
  /** Fixes that `--fix` applied. */
  readonly fixed: number;
  readonly leftOut: Readonly<Record<LeftOut, number>>;
}

/** Counts over all files of a run, those left out by reason included. */
export function summaryOf(files: readonly LintedFile[], leftOut: readonly LeftOut[], fixed: number): Summary {
  const count = (severity: Severity): number =>
    sum(files.map(({ findings }) => findings.filter((finding) => finding.severity === severity).length));
  const left = (reason: LeftOut): number => leftOut.filter((each) => each === reason).length;
  return {
    files: files.length,
    launches: sum(files.map(({ launches }) => launches)),
    errors: count('error'),
    warnings: count('warning'),
    information: count('information'),
    fixed,
    leftOut: { binary: left('binary'), large: left('large'), unreadable: left('unreadable') },
  };
}

/** The word for a severity in the language of the user. */
export function severityName(severity: Severity): string {
  if (severity === 'error') return t('error');
  return severity === 'warning' ? t('warning') : t('information');
}

/** `2 errors, 1 warning in 3 files (4 launches)`. */
export function summaryLine(summary: Summary, paint: Paint): string {
  const { files, launches, errors, warnings, information, fixed } = summary;
  const counts = [
    errors > 0 ? paint('red', plural(errors, t('1 error'), t('{0} errors', errors))) : '',
    warnings > 0 ? paint('yellow', plural(warnings, t('1 warning'), t('{0} warnings', warnings))) : '',
    information > 0 ? paint('cyan', t('{0} information', information)) : '',
  ].filter((part) => part !== '');
  const found = counts.length > 0 ? counts.join(', ') : paint('green', t('no problems'));
  const inFiles = plural(files, t('1 file'), t('{0} files', files));
  const ofLaunches = plural(launches, t('1 launch'), t('{0} launches', launches));
  const parts = [t('{0} in {1} ({2})', found, inFiles, ofLaunches), fixedText(fixed), leftOutText(summary)];
  return parts.filter((part) => part !== '').join('; ');
}

function fixedText(fixed: number): string {
  return fixed === 0 ? '' : plural(fixed, t('1 fix applied'), t('{0} fixes applied', fixed));
}

function leftOutText({ leftOut: { binary, large, unreadable } }: Summary): string {
  const parts = [
    binary > 0 ? t('{0} binary', binary) : '',
    large > 0 ? t('{0} over 1 MB', large) : '',
    unreadable > 0 ? t('{0} unreadable', unreadable) : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : t('left out: {0}', parts.join(', '));
}

function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
