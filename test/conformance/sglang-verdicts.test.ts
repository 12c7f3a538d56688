import { describe, expect, test } from 'vitest';
import { answerRow } from '../../cli/batch/answer-row.ts';
import { sglangVerdicts } from './sglang-verdicts.ts';

interface Answer {
  readonly verdict: string;
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly message: string }[];
}

describe.each(sglangVerdicts)('$about', ({ config, files = {}, engineVersion, gpu, launches }) => {
  test.each(Object.entries(launches))('%s: %s', (args, expected) => {
    const launch = `python -m sglang.launch_server --model-path ./model ${args}`;
    const row = { id: 1, launch, files: { ...files, 'model/config.json': config }, engineVersion, gpu };
    const answer: Answer = JSON.parse(answerRow(JSON.stringify(row)));
    const [verdict, rule] = expected.split(' ');
    const reasons = answer.findings.filter(({ severity }) => severity === answer.verdict);
    expect(answer.verdict, reasons.map(({ message }) => message).join('; ')).toBe(verdict);
    if (rule !== undefined) expect(reasons.map((finding) => finding.rule)).toContain(rule);
  });
});
