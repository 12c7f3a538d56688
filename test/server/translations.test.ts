import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { loadTranslations } from '../../server/translations.ts';
import { t, useTranslations } from '../../shared/text/localize.ts';

afterEach(() => useTranslations({}));

function folderWith(name: string): URL {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shardlint-l10n-'));
  writeFileSync(path.join(folder, name), JSON.stringify({ 'valid here: {0}': '{0}:可用' }));
  folders.push(folder);
  return pathToFileURL(`${folder}/`);
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test.each([
  ['zh-cn', 'bundle.l10n.zh-cn.json'],
  ['zh-CN', 'bundle.l10n.zh-cn.json'],
  ['zh-tw', 'bundle.l10n.zh.json'],
])('%s is spoken where there is %s', (locale, name) => {
  loadTranslations(locale, folderWith(name));
  expect(t('valid here: {0}', '1, 2')).toBe('1, 2:可用');
});

test.each([undefined, 'de', '../bundle', 'zh-cn/..'])('%s stays English', (locale) => {
  loadTranslations(locale, folderWith('bundle.l10n.zh-cn.json'));
  expect(t('valid here: {0}', '1, 2')).toBe('valid here: 1, 2');
});
