import { describe, expect, test } from 'vitest';
import { answerRow } from '../../cli/batch/answer-row.ts';
import { type Verdicts, verdicts } from './verdicts.ts';

interface Answer {
  readonly verdict: string;
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly message: string }[];
}

describe.each(verdicts)('$about', ({ config, files = {}, engineVersion, gpu, launches }) => {
  test.each(Object.entries(launches))('%s: %s', (args, expected) => {
    const answer = answerTo(`vllm serve ./model ${args}`, { config, files, engineVersion, gpu });
    const [verdict, rule] = expected.split(' ');
    const reasons = answer.findings.filter(({ severity }) => severity === answer.verdict);
    expect(answer.verdict, reasons.map(({ message }) => message).join('; ')).toBe(verdict);
    if (rule !== undefined) expect(reasons.map((finding) => finding.rule)).toContain(rule);
  });
});

function answerTo(
  launch: string,
  { config, files, engineVersion, gpu }: Pick<Verdicts, 'config' | 'files' | 'engineVersion' | 'gpu'>,
): Answer {
  return JSON.parse(answerRow(JSON.stringify({ id: 1, launch, files: { ...files, 'model/config.json': config }, engineVersion, gpu })));
}
