import type { SkipReason } from '../shared/protocol.ts';

const maxCharacters = 1_000_000;
const maxLineCharacters = 20_000;

/** Why a text is not worth an editor's time; undefined for almost all. */
export function skipReason(text: string): SkipReason | undefined {
  if (text.length > maxCharacters) return 'large-file';
  return hasLongLine(text) ? 'long-line' : undefined;
}

function hasLongLine(text: string): boolean {
  for (let start = 0; text.length - start > maxLineCharacters; ) {
    const lineEnd = text.lastIndexOf('\n', start + maxLineCharacters);
    if (lineEnd < start) return true;
    start = lineEnd + 1;
  }
  return false;
}
