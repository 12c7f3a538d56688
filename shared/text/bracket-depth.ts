/**
 * True where brackets and braces open more than `deepest` levels. They are counted wherever they stand, in strings too: for
 * telling text that no person wrote, before a parser or a writer that calls itself for each level takes it.
 */
export function isNestedBeyond(text: string, deepest: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 91 || code === 123) depth++;
    else if (code === 93 || code === 125) depth--;
    if (depth > deepest) return true;
  }
  return false;
}
