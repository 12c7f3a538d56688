import { expect, test } from 'vitest';
import type { Finding } from '../../../shared/lint/finding.ts';
import { applySeverity } from '../../../shared/settings/apply-severity.ts';
import { defaultSettings, type SeveritySetting } from '../../../shared/settings/settings.ts';

const finding = (rule: string): Finding => ({
  rule,
  severity: 'warning',
  confidence: 'high',
  message: rule,
  path: '/a.sh',
  span: { start: 0, end: 1 },
  related: [],
  engine: 'vllm',
  engineVersion: undefined,
  model: undefined,
  tensorParallelSize: undefined,
  validTensorParallelSizes: undefined,
  fixes: [],
});

const settings = (entries: readonly (readonly [string, SeveritySetting])[]) => ({ ...defaultSettings, severity: new Map(entries) });

test('shows each rule as the settings say', () => {
  const findings = ['kv-heads', 'mlp-width', 'vocabulary', 'settings'].map(finding);
  const shown = applySeverity(
    findings,
    settings([
      ['kv-heads', 'off'],
      ['mlp-width', 'error'],
      ['settings', 'off'],
    ]),
  );
  expect(shown.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['mlp-width error', 'vocabulary warning', 'settings warning']);
});

test('does not make fixes that nobody has asked for', () => {
  let made = 0;
  const lazy: Finding = {
    ...finding('kv-heads'),
    get fixes() {
      made++;
      return [];
    },
  };
  const [shown] = applySeverity([lazy], settings([['kv-heads', 'error']]));
  expect([shown?.severity, made]).toEqual(['error', 0]);
  expect([shown?.fixes, made]).toEqual([[], 1]);
});
