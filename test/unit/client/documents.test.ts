import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { documentSelector } from '../../../client/documents.ts';
import { isWatched } from '../../../server/watched-files.ts';
import { readerOf } from '../../../shared/documents/readers.ts';
import { launchLanguages } from '../../../shared/protocol.ts';
import { kindFixtures } from '../../bench/kinds.ts';

const root = path.join(import.meta.dirname, '../../..');
const manifest: { activationEvents: readonly string[] } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

test('a document in each language that launches are written in wakes the extension, and is handed to the server', () => {
  const languages = documentSelector.flatMap((filter) => ('language' in filter ? [filter.language] : []));
  for (const language of launchLanguages) {
    expect(manifest.activationEvents).toContain(`onLanguage:${language}`);
    expect(languages).toContain(language);
  }
});

const fixtures = path.join(root, 'test/fixtures');
const names = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).map((name) => path.basename(name));
const accepted = [...new Set([...names, ...Object.values(kindFixtures).map(({ name }) => name)])].filter(
  (name) => !name.endsWith('.expected') && readerOf(name) !== undefined,
);

test.each(accepted)('%s is handed to the server by its name, and watched', (name) => {
  expect(isWatched(name)).toBe(true);
});
