import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { engineOf, engines } from '../../../shared/engines/registry.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { settingsFrom } from '../../../shared/settings/settings-from.ts';

const names = engines.map(({ name }) => name);

test('the first engine is the default', () => {
  expect(engineOf(defaultSettings.engine)).toBe(engines[0]);
});

test.each(names)('%s is found by its name, and a setting may name it', (name) => {
  expect(engineOf(name).name).toBe(name);
  expect(settingsFrom({ engine: name, engineVersions: { [name]: '1.2' } })).toMatchObject({
    engine: name,
    engineVersions: { [name]: '1.2' },
  });
});

test('the settings that the editor offers name every engine', () => {
  const offered = z.object({
    contributes: z.object({
      configuration: z.object({
        properties: z.object({
          'shardlint.engine': z.object({ enum: z.array(z.string()) }),
          'shardlint.engineVersions': z.object({ properties: z.record(z.string(), z.unknown()) }),
        }),
      }),
    }),
  });
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { properties } = offered.parse(JSON.parse(text)).contributes.configuration;
  expect(properties['shardlint.engine'].enum).toEqual(names);
  expect(Object.keys(properties['shardlint.engineVersions'].properties)).toEqual(names);
});
