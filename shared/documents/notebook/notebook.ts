import type { EmbeddedText } from '../../text/embedded-text.ts';

/** A cell with its text, which leads back to the document that holds the notebook. */
export interface Cell {
  readonly kind: 'code' | 'markdown' | 'other';
  /** The editor's name of the language; undefined: the notebook's own. */
  readonly language: string | undefined;
  readonly source: EmbeddedText;
}

export interface Notebook {
  readonly cells: readonly Cell[];
  /** Of the kernel, where the notebook says it. */
  readonly language: string | undefined;
  /** Text of a cell as the document writes it. */
  readonly encode: (text: string) => string;
}
