import { expect, test } from 'vitest';
import type { Finding } from '../../shared/lint/finding.ts';
import { analysisOf, type Texts } from '../unit/lint/workspace.ts';
import { launches } from './launches.ts';
import { modelConfigs, modelTokens } from './model-configs.ts';
import type { Random } from './mutate.ts';
import { outside, tryMutations } from './mutated-texts.ts';
import { scripts, shellTokens } from './shell-scripts.ts';

const script = '/project/serve.sh';
const config = '/project/model/config.json';

test('a mutated script beside a model is analysed without a throw, with every place in its file', () => {
  tryMutations({ name: 'analyse, script', texts: [...launches, ...scripts], tokens: shellTokens }, (text, random) =>
    flawIn({ [script]: text, [config]: one(modelConfigs, random) }),
  );
}, 600_000);

test('a mutated config beside a script is analysed without a throw, with every place in its file', () => {
  tryMutations({ name: 'analyse, config.json', texts: modelConfigs, tokens: modelTokens }, (text, random) =>
    flawIn({ [script]: one(launches, random), [config]: text }),
  );
}, 600_000);

function flawIn(texts: Texts): string | undefined {
  for (const path of [script, config]) {
    for (const finding of analysisOf(texts, path)?.findings ?? []) {
      const flaw = flawOf(finding, texts);
      if (flaw !== undefined) return `${path} ${finding.rule}: ${flaw}`;
    }
  }
  return undefined;
}

function flawOf(finding: Finding, texts: Texts): string | undefined {
  if (finding.message === '') return 'no message';
  for (const { path, span } of [finding, ...finding.related, ...finding.fixes.flatMap(({ edits }) => edits)]) {
    const flaw = texts[path] === undefined ? `no file ${path}` : outside([span], texts[path]);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function one(texts: readonly string[], random: Random): string {
  return texts[Math.floor(random() * texts.length)] ?? '';
}

test('the texts that are mutated have findings with fixes to begin with', () => {
  const rules = modelConfigs.flatMap((text) =>
    launches.flatMap((launch) => analysisOf({ [script]: launch, [config]: text }, script)?.findings ?? []),
  );
  expect(rules.filter(({ fixes }) => fixes.length > 0).length).toBeGreaterThan(launches.length);
});
