import type { Finding, Fix } from '../../shared/lint/finding.ts';
import { applyEdits, type FileEdit } from '../../shared/text/edit.ts';

/** The text of a file after its safe fixes, and how many there were. */
export interface FixedText {
  readonly text: string;
  readonly fixed: number;
}

/**
 * Applies the safe fixes of one file's findings. A fix counts as a whole or not at all: one that touches what another has
 * changed, or another file, waits for the next round.
 */
export function applySafeFixes(path: string, text: string, findings: readonly Finding[]): FixedText {
  const taken: FileEdit[] = [];
  let fixed = 0;
  for (const { edits } of findings.flatMap(safeFixOf)) {
    const fits = edits.length > 0 && edits.every((edit) => edit.path === path && taken.every((other) => areApart(edit, other)));
    if (!fits) continue;
    taken.push(...edits);
    fixed++;
  }
  return { text: applyEdits(text, taken), fixed };
}

function safeFixOf({ fixes }: Finding): readonly Fix[] {
  const safe = fixes.filter((fix) => fix.safe);
  const first = safe.find(({ preferred }) => preferred) ?? safe[0];
  return first ? [first] : [];
}

function areApart(a: FileEdit, b: FileEdit): boolean {
  return a.span.end < b.span.start || b.span.end < a.span.start;
}
