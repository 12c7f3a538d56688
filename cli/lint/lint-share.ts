import type { Candidate } from '../files/find-documents.ts';
import type { FirstLook, LeftOut } from '../files/first-look.ts';
import { type Looked, lookerAtCandidates } from '../files/look-at-candidates.ts';
import { sourceOf } from '../files/source-at.ts';
import type { Observation } from '../kept/observation.ts';
import type { Witness } from '../kept/witness.ts';
import type { FixedFile } from './fix-file.ts';
import { type LintContext, type LintedFile, lintFile } from './lint-file.ts';

/** What became of a candidate; undefined: there is nothing of ours in it. */
export type Outcome = FixedFile | LeftOut | undefined;

export interface Judged {
  readonly outcome: Outcome;
  /** What the file was like before it was read. */
  readonly stamp: string;
  /** What else the outcome depends on; nothing where nobody asks. */
  readonly seen: readonly Observation[];
}

/** Lints some of the candidates, in their order. */
export type LintShare = (share: readonly Candidate[]) => Promise<readonly Judged[]>;

/** Lints in this thread; `finish` makes of a linted file what is kept of it. */
export function shareLinter(context: LintContext, finish: (linted: LintedFile) => FixedFile, seenBy: Witness | undefined): LintShare {
  const lookAt = lookerAtCandidates();
  const judged = ({ candidate, look, stamp }: Looked): Judged => {
    seenBy?.taken();
    const outcome = outcomeOf(candidate, look, context, finish);
    return { outcome, stamp, seen: seenBy?.taken() ?? [] };
  };
  return async (share) => (await lookAt(share)).map(judged);
}

function outcomeOf({ path, shown }: Candidate, look: FirstLook, context: LintContext, finish: (linted: LintedFile) => FixedFile): Outcome {
  if (look === 'nothing') return undefined;
  if (typeof look === 'string') return look;
  const linted = lintFile(sourceOf(path, look.text), shown, context);
  return linted && finish(linted);
}
