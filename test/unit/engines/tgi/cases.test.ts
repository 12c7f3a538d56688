import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answerRow } from '../../../../cli/batch/answer-row.ts';

/** Verdicts by TGI's own arithmetic, where they lie beside the repository. */
const file = new URL('../../../../../shared/cases/engines.jsonl', import.meta.url);

interface Case {
  readonly id: string;
  readonly engine: string;
  readonly launch?: string;
  readonly config?: unknown;
  readonly verdict: 'ok' | 'warn' | 'error';
}

test.skipIf(!existsSync(file))('agrees with TGI on every case', () => {
  const cases = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): Case => JSON.parse(line))
    .filter(({ engine, launch, config }) => engine === 'tgi' && launch !== undefined && typeof config === 'object');
  const differing = cases.filter(({ id, launch, config, verdict }) => {
    const answer: { readonly verdict: string } = JSON.parse(answerRow(JSON.stringify({ id, launch, config })));
    return answer.verdict === 'unknown' || (answer.verdict === 'error') !== (verdict === 'error');
  });
  expect(cases.length).toBeGreaterThan(0);
  expect(differing.map(({ id }) => id)).toEqual([]);
});
