import { useTranslations } from '../shared/text/localize.ts';
import type { Io } from './io.ts';

/** Loads the bundle of the user's language, as the environment names it: `zh-cn`, else `zh`; English needs none. */
export function loadTranslations({ environment, asset }: Pick<Io, 'environment' | 'asset'>): void {
  const locale = localeOf(environment);
  if (locale === undefined) return;
  const text = asset(`l10n/bundle.l10n.${locale}.json`) ?? asset(`l10n/bundle.l10n.${locale.split('-')[0]}.json`);
  if (text !== undefined) useTranslations(JSON.parse(text) as Readonly<Record<string, string>>);
}

/** `zh_CN.UTF-8` is zh-cn; undefined for English, for `C` and `POSIX`, and where nothing is said. */
function localeOf(environment: ReadonlyMap<string, string>): string | undefined {
  const named = environment.get('LC_ALL') || environment.get('LC_MESSAGES') || environment.get('LANG') || '';
  const found = /^([a-z]{2,3})(?:[_-]([a-z]{2,4}))?(?:[.@]|$)/i.exec(named);
  if (!found?.[1] || found[1].toLowerCase() === 'en') return undefined;
  return [found[1], found[2]]
    .filter((part) => part !== undefined)
    .join('-')
    .toLowerCase();
}
