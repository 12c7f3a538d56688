import * as l10n from '@vscode/l10n';

/** What fills a `{0}` of a message. */
export type Argument = string | number | boolean;

/**
 * A text for a person, in the language of the loaded bundle; English, which is also the key, without one. Every text
 * that a person reads goes through here, so that a translation is a bundle file and nothing else.
 */
export function t(message: string, ...args: readonly Argument[]): string {
  return l10n.t(message, ...args);
}

/** Loads a bundle: English text → translated text. */
export function useTranslations(bundle: Readonly<Record<string, string>>): void {
  l10n.config({ contents: { ...bundle } });
}
