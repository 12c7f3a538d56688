import { describe, expect, test } from 'vitest';
import { answerRow } from '../../cli/batch/answer-row.ts';
import { lmdeployVerdicts } from './lmdeploy-verdicts.ts';

interface Answer {
  readonly verdict: string;
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly message: string }[];
}

describe.each(lmdeployVerdicts)('$about', ({ config, engineVersion, launches }) => {
  test.each(Object.entries(launches))('%s: %s', (args, expected) => {
    const launch = `lmdeploy serve api_server ./model ${args}`;
    const answer = answerTo({ id: 1, launch, files: { 'model/config.json': config }, engineVersion });
    const [verdict, rule] = expected.split(' ');
    const reasons = answer.findings.filter(({ severity }) => severity === answer.verdict);
    expect(answer.verdict, reasons.map(({ message }) => message).join('; ')).toBe(verdict);
    if (rule !== undefined) expect(reasons.map((finding) => finding.rule)).toContain(rule);
  });
});

function answerTo(row: object): Answer {
  return JSON.parse(answerRow(JSON.stringify(row)));
}
