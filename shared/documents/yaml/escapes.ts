const simple: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};

const codeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** The escape that the backslash at `at` begins in a double-quoted scalar. A line end behind it joins the lines. */
export function readEscape(text: string, at: number, end: number): { readonly text: string; readonly end: number } {
  const letter = at + 1 < end ? (text[at + 1] ?? '') : '';
  const line = letter === '\r' && text[at + 2] === '\n' ? 3 : letter === '\n' ? 2 : 0;
  if (line > 0) return { text: '', end: Math.min(end, afterBlanks(text, at + line)) };
  const known = Object.hasOwn(simple, letter) ? simple[letter] : undefined;
  if (known !== undefined) return { text: known, end: at + 2 };
  const length = Object.hasOwn(codeLengths, letter) ? (codeLengths[letter] ?? 0) : 0;
  const digits = text.slice(at + 2, Math.min(end, at + 2 + length));
  const code = Number.parseInt(digits, 16);
  const isCode = length > 0 && digits.length === length && /^[\da-fA-F]+$/.test(digits) && code <= 0x10ffff;
  return isCode
    ? { text: String.fromCodePoint(code), end: at + 2 + length }
    : { text: text.slice(at, at + 2 > end ? end : at + 2), end: Math.min(end, at + 2) };
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}
