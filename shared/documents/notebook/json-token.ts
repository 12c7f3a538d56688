/** jsonc-parser's SyntaxKind, as far as it is asked for: an ambient const enum, which a module compiled on its own cannot read. */
export const jsonToken = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  string: 10,
  end: 17,
} as const;
