import { describe, expect, test, vi } from 'vitest';
import { statusTexts } from '../../../client/status-text.ts';
import type { DocumentStatus, LaunchStatus } from '../../../shared/protocol.ts';

vi.mock('vscode', () => ({
  l10n: { t: (text: string, ...values: unknown[]) => text.replaceAll(/\{(\d)\}/g, (_, at) => String(values[Number(at)])) },
}));

const launch: LaunchStatus = {
  engine: 'vllm',
  engineTitle: 'vLLM',
  version: 'main of 2026-08-17 (after v0.26)',
  versionSource: 'assumed',
  model: './models/Qwen2.5-7B-Instruct',
  modelFrom: 'path',
  assumed: false,
};

/** Text and detail of each item, as the editor writes them. */
function lines(status: DocumentStatus): readonly string[] {
  const { engine, model } = statusTexts(status);
  return [engine, ...(model ? [model] : [])].map(({ text, detail }) => `${text} - ${detail}`);
}

describe('the status items', () => {
  test.each<[name: string, status: DocumentStatus, expected: readonly string[]]>([
    [
      'a model on disk',
      { launches: [launch] },
      ['vLLM main of 2026-08-17 - version assumed · GPU unknown', 'Qwen2.5-7B-Instruct - model from disk'],
    ],
    [
      'a model id, and more launches',
      { launches: [{ ...launch, model: 'Qwen/Qwen2.5-7B', modelFrom: 'catalogue', gpu: 'H100', gpuCount: 8 }, launch] },
      ['vLLM main of 2026-08-17 - version assumed · 8 × H100', 'Qwen/Qwen2.5-7B - model from the bundled catalogue · 1 more launch'],
    ],
    [
      'settings with an error',
      { launches: [launch, launch, launch], settingsPath: '/home/me/project/.shardlint.json', settingsErrors: 1 },
      [
        'vLLM main of 2026-08-17 - version assumed · GPU unknown',
        'Qwen2.5-7B-Instruct - model from disk · 2 more launches · settings: project/.shardlint.json, with 1 error',
      ],
    ],
    ['nothing to judge', { launches: [] }, ['shardlint: no launch and no model here - ']],
    ['a long line', { launches: [], skipped: 'long-line' }, ['shardlint: not linted, a line is longer than 20,000 characters - ']],
  ])('%s', (_name, status, expected) => {
    expect(lines(status)).toEqual(expected);
  });

  test('warn of settings that are wrong, where they are told', () => {
    const wrong = { settingsPath: '/p/.shardlint.json', settingsErrors: 2 };
    expect(statusTexts({ launches: [launch], ...wrong }).model?.isWarning).toBe(true);
    expect(statusTexts({ launches: [], ...wrong }).engine.isWarning).toBe(true);
    expect(statusTexts({ launches: [launch] }).model?.isWarning).toBe(false);
  });
});
