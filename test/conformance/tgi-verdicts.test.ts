import { describe, expect, test } from 'vitest';
import { answerRow } from '../../cli/batch/answer-row.ts';
import { tgiVerdicts } from './tgi-verdicts.ts';

interface Answer {
  readonly verdict: string;
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly message: string }[];
}

describe.each(tgiVerdicts)('$about', ({ config, files = {}, gpu, launches }) => {
  test.each(Object.entries(launches))('%s: %s', (args, expected) => {
    const row = {
      id: 1,
      launch: `text-generation-launcher --model-id ./model ${args}`,
      files: { ...files, 'model/config.json': config },
      gpu,
    };
    const answer: Answer = JSON.parse(answerRow(JSON.stringify(row)));
    const [verdict, rule] = expected.split(' ');
    const reasons = answer.findings.filter(({ severity }) => severity === answer.verdict);
    expect(answer.verdict, reasons.map(({ message }) => message).join('; ')).toBe(verdict);
    if (rule !== undefined) expect(reasons.map((finding) => finding.rule)).toContain(rule);
  });
});
