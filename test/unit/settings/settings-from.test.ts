import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { settingsFrom } from '../../../shared/settings/settings-from.ts';

describe('settingsFrom', () => {
  test.each([[undefined], [null], ['text'], [3], [[]], [{}], [{ engine: null, hardware: { gpu: null }, tensorParallel: { targets: [] } }]])(
    '%j gives the default',
    (values) => {
      expect(settingsFrom(values)).toEqual(defaultSettings);
    },
  );

  test('leaves out what is wrong, keeps the rest', () => {
    const settings = settingsFrom({
      engine: 'llama.cpp',
      hardware: { gpu: 'H100', count: -1 },
      severity: { 'kv-heads': 'error' },
      trace: true,
    });
    expect(settings).toEqual({
      ...defaultSettings,
      hardware: { gpu: 'H100', count: undefined },
      severity: new Map([['kv-heads', 'error']]),
    });
  });

  test('targets are chosen only where somebody named them', () => {
    expect(settingsFrom({ tensorParallel: { targets: [2, 4, 8] } }).targets).toEqual({ sizes: [2, 4, 8], chosen: true });
    expect(settingsFrom({ tensorParallel: {} }).targets.chosen).toBe(false);
  });
});
