import type { Files } from '../../models/files.ts';
import type { Padding } from '../../plan/padding.ts';
import type { FileEdit } from '../../text/edit.ts';
import type { Span } from '../../text/span.ts';
import type { AnalysedLaunch } from '../analysis.ts';
import type { CheckpointPadding, Fix, RelatedPlace } from '../finding.ts';
import type { Judged } from '../judge.ts';
import { addExpertParallel } from './add-expert-parallel.ts';
import { adviceOf, paddedCheckpointOf, padTo, padWidth } from './pad-width.ts';
import { setTensorParallelSize } from './set-tensor-parallel-size.ts';

/** The finding that a fix is to remove. */
export interface FixTarget {
  readonly rule: string;
  readonly path: string;
  readonly span: Span;
}

/** Makes the fixes of a finding that stands for `judged` constraints of one launch. */
export type OfferFixes = (judged: readonly Judged[], analysed: AnalysedLaunch, target: FixTarget) => readonly Fix[];

/** True if the documents, edited so, no longer have the target, or as information alone, and have no error that they did not have. */
export type Mends = (edits: readonly FileEdit[], target: FixTarget) => boolean;

/** Nothing is offered: for findings that are only compared. */
export const nothingMends: Mends = () => false;

/** Ways to the same end, the best first: the first that mends is offered. */
export type Alternatives = readonly Fix[];

/** How many alternatives are judged before a way is given up. */
const mostTries = 4;

/** Offers what a person could choose; only what `mends`, judged again, is offered, and the first of it is preferred. */
export function offering(files: Files, mends: Mends): OfferFixes {
  return (judged, analysed, target) =>
    waysOut(judged.filter(isWorthMending), analysed, files)
      .flatMap((alternatives) => alternatives.slice(0, mostTries).find((fix) => mends(fix.edits, target)) ?? [])
      .map((fix, at) => ({ ...fix, preferred: at === 0 }));
}

/** Fixes and advice for a finding that padding to a known width cures. */
export interface OfferPadding {
  readonly fixes: (padding: Padding, target: FixTarget) => readonly Fix[];
  readonly advice: (padding: Padding) => RelatedPlace;
  readonly checkpoint: (padding: Padding) => CheckpointPadding | undefined;
}

/** Paddings as fixes, of which only those are offered that take the finding away. */
export function offeringPadding(files: Files, mends: Mends): OfferPadding {
  return {
    fixes: (padding, target) => padTo(padding, files).filter((fix) => mends(fix.edits, target)),
    advice: (padding) => adviceOf(padding, files),
    checkpoint: (padding) => paddedCheckpointOf(padding, files),
  };
}

/** What merely costs is no reason to change a size. */
function isWorthMending({ severity }: Judged): boolean {
  return severity !== 'information';
}

function waysOut(judged: readonly Judged[], analysed: AnalysedLaunch, files: Files): readonly Alternatives[] {
  const knobs = new Set(judged.flatMap(({ constraint }) => constraint.knobs));
  return [
    ...(knobs.has('tensorParallelSize') ? setTensorParallelSize(analysed) : []),
    ...(knobs.has('expertParallel') ? [addExpertParallel(analysed)] : []),
    ...(knobs.has('intermediateSize') ? [padWidth(judged, analysed, files)] : []),
  ];
}
