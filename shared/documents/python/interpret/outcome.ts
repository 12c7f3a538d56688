import type { Value } from './value.ts';

/** How a list of statements ends. */
export type Outcome =
  | { readonly kind: 'went on' | 'broke' | 'continued' }
  | { readonly kind: 'returned'; readonly value: Value }
  /** It raised, or it is not known whether it returned. */
  | { readonly kind: 'lost' };
