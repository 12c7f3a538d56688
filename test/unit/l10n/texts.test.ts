import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { extractTexts } from '../../../scripts/extract-texts.mjs';

const { texts, unreadable } = extractTexts();
const folder = new URL('../../../l10n/', import.meta.url);
const root = new URL('../../../', import.meta.url);

test('each text that a person reads is a literal, so that a translation finds it', () => {
  expect(unreadable).toEqual([]);
  expect(texts.length).toBeGreaterThan(200);
});

test.each(namesIn(folder, /^bundle\.l10n\..+\.json$/))('%s translates texts that are there, with all their values', (name) => {
  const bundle: Record<string, string> = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  expect(Object.keys(bundle).filter((text) => !texts.includes(text))).toEqual([]);
  for (const [text, translated] of Object.entries(bundle)) expect(placeholders(translated)).toEqual(placeholders(text));
});

test.each(['package.nls.json', ...namesIn(root, /^package\.nls\..+\.json$/)])('%s has each text of package.json', (name) => {
  const bundle: Record<string, string> = JSON.parse(readFileSync(new URL(name, root), 'utf8'));
  const used = [...readFileSync(new URL('package.json', root), 'utf8').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? '');
  expect([...new Set(used)].sort()).toEqual(Object.keys(bundle).sort());
});

function namesIn(url: URL, pattern: RegExp): readonly string[] {
  try {
    return readdirSync(url).filter((name) => pattern.test(name));
  } catch {
    return [];
  }
}

function placeholders(text: string): readonly string[] {
  return [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();
}
