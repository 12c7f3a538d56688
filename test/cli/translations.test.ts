import { expect, onTestFinished, test } from 'vitest';
import { useTranslations } from '../../shared/text/localize.ts';
import { folderWith, runCli } from './run-cli.ts';

const assets = {
  'l10n/bundle.l10n.zh-cn.json': '{"unknown command {0}": "未知命令 {0}"}',
  'l10n/bundle.l10n.de.json': '{"unknown command {0}": "unbekannter Befehl {0}"}',
};

test.each([
  [{ LANG: 'zh_CN.UTF-8' }, '未知命令 xyz'],
  [{ LANG: 'de_AT.UTF-8' }, 'unbekannter Befehl xyz'],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'de' }, 'unbekannter Befehl xyz'],
  [{ LANG: 'fr_FR.UTF-8' }, 'unknown command xyz'],
  [{ LANG: 'en_US.UTF-8' }, 'unknown command xyz'],
  [{ LANG: 'C.UTF-8' }, 'unknown command xyz'],
  [{ LANG: '../../etc' }, 'unknown command xyz'],
  [{}, 'unknown command xyz'],
])('%j', async (environment, expected) => {
  onTestFinished(() => useTranslations({}));
  const { errors } = await runCli(folderWith({}), ['xyz'], { environment: environment as Readonly<Record<string, string>>, assets });
  expect(errors.split(';')[0]).toBe(`shardlint: ${expected}`);
});
