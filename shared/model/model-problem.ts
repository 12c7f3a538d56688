import type { Span } from '../text/span.ts';

/** Something wrong in the model's own files, whatever engine runs it. */
export interface ModelProblem {
  /** Rule id, as in lint/rules.ts. */
  readonly rule: string;
  readonly path: string;
  readonly span: Span;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: () => string;
  /** A place in the same file that explains the finding. */
  readonly related?: { readonly span: Span; readonly message: () => string };
  /** A replacement that mends it and is always right (a spelling). */
  readonly replacement?: { readonly title: () => string; readonly span: Span; readonly newText: string };
}
