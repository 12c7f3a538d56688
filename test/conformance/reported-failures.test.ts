import { describe, expect, test } from 'vitest';
import { answerRow } from '../../cli/batch/answer-row.ts';
import { type ReportedFailure, reportedFailures } from './reported-failures.ts';

interface Answer {
  readonly verdict: string;
  readonly engine: string | null;
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly message: string }[];
}

describe.each(reportedFailures)('$engine: $about', (failure) => {
  test('is flagged', () => {
    const { verdict, engine, findings } = answerTo(failure.launch, failure);
    const expected = failure.verdict ?? 'error';
    const told = findings.filter(({ rule, severity }) => severity === expected && rule === failure.rule);
    expect([engine, verdict]).toEqual([failure.engine, expected]);
    expect(told.map(({ message }) => message).join('\n')).toContain(failure.numbers);
  });

  test.skipIf(failure.works === undefined)('is none at a size that works', () => {
    expect(answerTo(failure.works ?? '', failure).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

function answerTo(launch: string, { config, engineVersion, gpu }: ReportedFailure): Answer {
  const files = config && { 'model/config.json': config };
  return JSON.parse(answerRow(JSON.stringify({ id: 1, launch, files, engineVersion, gpu })));
}
