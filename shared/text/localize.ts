import * as l10n from '@vscode/l10n';

/** What fills a `{0}` of a message. */
export type Argument = string | number | boolean;

/**
 * A text for a person, in the language of the loaded bundle; English, which is also the key, without one. Every text
 * that a person reads goes through here, so that a translation is a bundle file and nothing else.
 */
export function t(message: string, ...args: readonly Argument[]): string {
  return isTranslated ? l10n.t(message, ...args) : filled(message, args);
}

/** Loads a bundle: English text → translated text. */
export function useTranslations(bundle: Readonly<Record<string, string>>): void {
  l10n.config({ contents: { ...bundle } });
  isTranslated = true;
}

let isTranslated = false;

/** Messages are few and come again, thousands of times in a batch: each is taken apart once. */
const pieces = new Map<string, readonly string[]>();

/** The message with its arguments, as the library fills them in. */
function filled(message: string, args: readonly Argument[]): string {
  if (args.length === 0) return message;
  const parts = pieces.get(message) ?? message.split(/\{([^}]+)\}/);
  pieces.set(message, parts);
  let text = '';
  for (const [at, part] of parts.entries()) text += at % 2 === 0 ? part : (args[Number(part)] ?? `{${part}}`);
  return text;
}
