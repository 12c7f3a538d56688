const quote = 34;
const backslash = 92;

/**
 * The offset after the object or array that starts at `start`, found without reading what is inside; undefined where
 * brackets do not close, or where a comment might hide one. Lists of 22,000 module names are passed over this way and
 * read only when somebody asks.
 */
export function endOfBracketed(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
      if (at < 0) return undefined;
    } else if (code === 91 || code === 123) depth++;
    else if (code === 93 || code === 125) {
      if (--depth === 0) return at + 1;
    } else if (code === 47) return undefined;
  }
  return undefined;
}

/** The offset of the closing quote; -1 where the line ends first. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === backslash) at++;
    else if (code === 10 || code === 13) return -1;
  }
  return -1;
}
