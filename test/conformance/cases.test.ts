import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answerRow } from '../../cli/batch/answer-row.ts';
import type { EngineName } from '../../shared/engines/engine.ts';
import { engines } from '../../shared/engines/registry.ts';

/** Verdicts of the engines' own code on many launches, where they lie beside the repository. */
const shared = new URL('../../../shared/', import.meta.url);

type Content = string | Readonly<Record<string, unknown>>;

interface Case {
  readonly id: string;
  readonly engine: EngineName;
  readonly launch?: string;
  readonly config?: Content;
  readonly files?: Readonly<Record<string, Content>>;
  readonly engine_version?: string;
  readonly gpu?: string;
  readonly verdict: 'ok' | 'warn' | 'error';
  readonly accept?: readonly string[];
}

interface Held {
  readonly file: string;
  readonly engine: EngineName;
  readonly leastAgreement: number;
}

const held: readonly Held[] = [
  { file: 'vllm.jsonl', engine: 'vllm', leastAgreement: 0.99 },
  { file: 'vllm-versions.jsonl', engine: 'vllm', leastAgreement: 0.99 },
  ...engines.filter(({ name }) => name !== 'vllm').map(({ name }) => ({ file: 'engines.jsonl', engine: name, leastAgreement: 0.98 })),
];

for (const { file, engine, leastAgreement } of held) {
  const path = new URL(`cases/${file}`, shared);
  test.skipIf(!existsSync(path))(
    `agrees with ${engine} on ${file}`,
    () => {
      const cases = readFileSync(path, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line): Case => JSON.parse(line))
        .filter((one) => one.launch !== undefined && one.engine === engine);
      const outcomes = cases.map((one) => ({ id: one.id, outcome: outcomeOf(one, verdictOn(one)) }));
      const falseErrors = outcomes.filter(({ outcome }) => outcome === 'false error').map(({ id }) => id);
      const agreed = outcomes.filter(({ outcome }) => outcome === 'agrees');
      expect(cases.length).toBeGreaterThan(0);
      expect(falseErrors).toEqual([]);
      expect(agreed.length / cases.length).toBeGreaterThanOrEqual(leastAgreement);
    },
    300_000,
  );
}

function outcomeOf({ verdict, accept = [] }: Case, said: string): 'agrees' | 'false error' | 'missed' | 'unknown' {
  if (accept.includes(said === 'warning' ? 'warn' : said)) return 'agrees';
  if (said === 'unknown') return 'unknown';
  if ((verdict === 'error') === (said === 'error')) return 'agrees';
  return verdict === 'error' ? 'missed' : 'false error';
}

function verdictOn({ id, launch, config, files, engine_version: engineVersion, gpu }: Case): string {
  const whole = files && Object.fromEntries(Object.entries(files).map(([path, content]) => [path, contentOf(content)]));
  const row = { id, launch, config: config && contentOf(config), files: whole, engineVersion, gpu };
  const answer: { readonly verdict: string } = JSON.parse(answerRow(JSON.stringify(row)));
  return answer.verdict;
}

/** A text names a file beside the cases. */
function contentOf(content: Content): Content {
  return typeof content === 'string' ? readFileSync(new URL(`configs/${content}`, shared), 'utf8') : content;
}
