import type { Candidate } from '../files/find-documents.ts';
import type { Output } from '../io.ts';
import type { StillKept } from './still-kept.ts';

/** What a run said in the end. */
export interface Ending {
  readonly report: string;
  readonly exitCode: 0 | 1;
  /** How the report was written. */
  readonly style: string;
}

/** The end of the kept run, if a run over these candidates can have no other. */
export function endingAgain({ whole }: StillKept, candidates: readonly Candidate[], output: Output): Ending | undefined {
  if (whole?.ending.style !== styleOf(output) || whole.files.length !== candidates.length) return undefined;
  const isSame = ({ path, shown }: Candidate, at: number): boolean => path === whole.files[at]?.path && shown === whole.files[at]?.shown;
  return candidates.every(isSame) ? whole.ending : undefined;
}

/** Colours, and the columns that lines are cut to. */
export function styleOf({ colours, columns }: Output): string {
  return `${colours} ${columns}`;
}
