import type { DiskFiles } from '../files/disk-files.ts';
import { writeAtomically } from '../files/write-atomically.ts';
import { applySafeFixes } from './apply-fixes.ts';
import { type LintContext, type LintedFile, lintFile } from './lint-file.ts';

/** A fix can uncover another; more rounds than this would mean two fixes that undo each other. */
const mostRounds = 10;

export interface FixedFile {
  readonly linted: LintedFile;
  readonly fixed: number;
}

/** Applies the safe fixes of a file until there are none, and writes it once; what is left is linted anew. */
export function fixFile(first: LintedFile, context: LintContext, files: DiskFiles): FixedFile {
  let linted = first;
  let fixed = 0;
  for (let round = 0; round < mostRounds; round++) {
    const { path, text } = linted.source;
    const result = applySafeFixes(path, text, linted.findings);
    const next =
      result.fixed > 0 && result.text !== text ? lintFile({ ...linted.source, text: result.text }, linted.shown, context) : undefined;
    if (next === undefined) break;
    linted = next;
    fixed += result.fixed;
  }
  if (fixed === 0 || !writeAtomically(first.source.path, first.source.text, linted.source.text)) return { linted: first, fixed: 0 };
  files.forget(first.source.path);
  return { linted, fixed };
}
