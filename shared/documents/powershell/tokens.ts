/** A part of a word: characters that stand for themselves, an escaped character, a variable, or what only PowerShell can work out. */
export type Part =
  | { readonly kind: 'literal'; readonly from: number; readonly to: number }
  | { readonly kind: 'escape'; readonly from: number; readonly to: number; readonly text: string }
  | { readonly kind: 'variable'; readonly from: number; readonly to: number; readonly name: string }
  | { readonly kind: 'unknown'; readonly from: number; readonly to: number };

/** Offsets count in the text that is read. */
export interface WordToken {
  readonly kind: 'word';
  readonly from: number;
  readonly to: number;
  readonly parts: readonly Part[];
  /** It stood in quotes, so that it is a text in an expression too. */
  readonly quoted: boolean;
}

export type Mark = 'end' | 'pipe' | 'and' | 'open' | 'close' | 'paren' | 'unparen' | 'list' | 'table' | 'comma' | 'call' | 'redirect';

export interface MarkToken {
  readonly kind: Mark;
  readonly from: number;
  readonly to: number;
}

export interface CommentToken {
  readonly kind: 'comment';
  readonly from: number;
  readonly to: number;
}

export type Token = WordToken | MarkToken | CommentToken;
