import type { Edit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import type { Severity } from '../finding.ts';

/** Something wrong with how a map is written, whatever the model. */
export interface WrittenProblem {
  readonly rule: string;
  readonly severity: Severity;
  readonly span: Span;
  readonly message: () => string;
  readonly fixes?: () => readonly {
    readonly title: string;
    readonly safe: boolean;
    readonly preferred: boolean;
    readonly edits: readonly Edit[];
  }[];
}
