import type { Span } from '../text/span.ts';

/**
 * A value that a file says, with the place it was read from. A derived value (8 KV heads because the family says so)
 * has the place of what it was derived from, and `derived` tells how.
 */
export interface Fact<T> {
  readonly value: T;
  /** The file the value stands in: config.json or a quantization file beside it. */
  readonly path: string;
  /** The value itself, without its key. */
  readonly span: Span;
  /** Dotted key path from the top of the file: `text_config.intermediate_size`. */
  readonly key: string;
  /** What the field itself is called, where the value was derived from another: `head_dim`, `vision_config.intermediate_size`. */
  readonly name?: string;
  /** Set where the file does not say the value literally; a short reason in English. */
  readonly derived?: string;
}
