import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingsJsonSchema } from '../../../shared/settings/json-schema.ts';

test('schemas/shardlint.schema.json is what the settings and the rules give; else run node scripts/generate-settings-schema.mjs', () => {
  const written = readFileSync(new URL('../../../schemas/shardlint.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(settingsJsonSchema())));
});
