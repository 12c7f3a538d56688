import type { Candidate } from '../files/find-documents.ts';
import type { LeftOut } from '../files/first-look.ts';
import { lookerAtCandidates } from '../files/look-at-candidates.ts';
import { sourceOf } from '../files/source-at.ts';
import type { FixedFile } from './fix-file.ts';
import { type LintContext, type LintedFile, lintFile } from './lint-file.ts';

/** What became of a candidate; undefined: there is nothing of ours in it. */
export type Outcome = FixedFile | LeftOut | undefined;

/** Lints some of the candidates, in their order. */
export type LintShare = (share: readonly Candidate[]) => Promise<readonly Outcome[]>;

/** Lints in this thread; `finish` makes of a linted file what is kept of it. */
export function shareLinter(context: LintContext, finish: (linted: LintedFile) => FixedFile): LintShare {
  const lookAt = lookerAtCandidates();
  return async (share) =>
    (await lookAt(share)).map(({ candidate: { path, shown }, look }) => {
      if (look === 'nothing') return undefined;
      if (typeof look === 'string') return look;
      const linted = lintFile(sourceOf(path, look.text), shown, context);
      return linted && finish(linted);
    });
}
