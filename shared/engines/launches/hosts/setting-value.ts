import type { KeywordValue } from '../../../documents/keywords.ts';

/** What the text of a setting means; undefined where it is not known. A reference to another setting is not followed. */
export function settingValue(text: string | undefined): KeywordValue | null | undefined {
  if (text === undefined || text.includes('${')) return undefined;
  if (/^[-+]?\d+$/.test(text)) return Number.parseInt(text, 10);
  if (/^[-+]?(\d+\.\d*|\.\d+|\d+)(e[-+]?\d+)?$/i.test(text)) return Number.parseFloat(text);
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  if (/^(null|none)$/i.test(text)) return null;
  const quoted = /^(["'])(.*)\1$/.exec(text)?.[2];
  return quoted ?? text;
}
