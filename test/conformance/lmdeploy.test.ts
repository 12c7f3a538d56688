import { existsSync, readFileSync } from 'node:fs';
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

/** Verdicts of LMDeploy's own code, where they lie beside the repository. */
const cases = new URL('../../../shared/cases/engines.jsonl', import.meta.url);

interface Case {
  readonly id: string;
  readonly engine: string;
  readonly launch: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly verdict: 'ok' | 'warn' | 'error';
}

test.skipIf(!existsSync(cases))('agrees with the engine on every case', () => {
  const rows = readFileSync(cases, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"engine": "lmdeploy"'))
    .map((line): Case => JSON.parse(line));
  const differing = rows.filter(({ id, launch, config, verdict }) => {
    const said = answerTo({ id, launch, config }).verdict;
    return verdict === 'error' ? said !== 'error' : said === 'error' || said === 'unknown';
  });
  expect(rows.length).toBeGreaterThan(200);
  expect(differing.map(({ id }) => id)).toEqual([]);
});

function answerTo(row: object): Answer {
  return JSON.parse(answerRow(JSON.stringify(row)));
}
