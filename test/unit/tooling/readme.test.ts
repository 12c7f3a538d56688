import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readmeWithSettings } from '../../../scripts/settings-table.mjs';

test('the table of settings in the README is that of package.json', () => {
  expect(readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')).toBe(readmeWithSettings());
});
