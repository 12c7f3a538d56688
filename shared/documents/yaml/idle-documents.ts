/**
 * The text with blanks for those of its documents that are not worth reading, so that all others stay where they are. A line `---` ends
 * whatever is open, brackets, quotes and blocks. `masked` is the text as the parser gets it.
 */
export function withoutIdleDocuments(masked: string, text: string, isWorthReading: (part: string) => boolean): string {
  if (!masked.includes('\n---') || /^%/m.test(masked)) return masked;
  let left = '';
  let start = 0;
  for (const end of [...startsIn(masked), masked.length]) {
    left += isWorthReading(text.slice(start, end)) ? masked.slice(start, end) : blank(masked.slice(start, end));
    start = end;
  }
  return left;
}

/** Where documents start after the first one. */
function startsIn(masked: string): readonly number[] {
  return Array.from(masked.matchAll(/\n---(?=\s)/g), ({ index }) => index + 1);
}

/** Its first line says that it is a document; one long blank costs nothing. */
function blank(part: string): string {
  const mark = part.startsWith('---') ? '---' : '';
  return `${mark}${' '.repeat(Math.max(0, part.length - mark.length - 1))}\n`.slice(0, part.length);
}
