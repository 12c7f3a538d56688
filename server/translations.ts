import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { useTranslations } from '../shared/text/localize.ts';

/** Loads the bundle of a language beside the program: `zh-cn`, else `zh`; English, which needs none, where neither is there. */
export function loadTranslations(locale: string | undefined, folder = new URL('l10n/', import.meta.url)): void {
  if (locale === undefined || !/^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/.test(locale)) return;
  const name = locale.toLowerCase();
  const bundle = read(name, folder) ?? read(name.split('-')[0] ?? name, folder);
  if (bundle) useTranslations(bundle);
}

function read(locale: string, folder: URL): Readonly<Record<string, string>> | undefined {
  try {
    const file = fileURLToPath(new URL(`bundle.l10n.${locale}.json`, folder));
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch {
    return undefined;
  }
}
