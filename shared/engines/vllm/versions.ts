import type { EngineVersion } from '../engine.ts';
import { compareReleases, type Release } from '../version.ts';

/** The last release that the rules know. */
export const lastRelease: Release = [0, 26];

/** The newest state that the rules speak for: development after the last release, counted as the release to come. */
export const newest: EngineVersion = { release: [0, 27], text: 'main of 2026-08-17 (after v0.26)', source: 'assumed' };

/**
 * States of vLLM whose option lists were read, each no later than the branch of the release that it is named after. What
 * is the same in two neighbours is taken to be so in between; where they differ, nothing is certain in between.
 */
const statesRead: readonly Release[] = [
  [0, 8],
  [0, 8, 5],
  [0, 9],
  [0, 9, 2],
  [0, 10],
  [0, 10, 2],
  [0, 11],
  [0, 11, 1],
  [0, 12],
  [0, 13],
  [0, 14],
  [0, 16],
  [0, 19],
  [0, 20],
  [0, 23],
  [0, 24],
  newest.release,
];

/** The states read that a release lies between, both the same for the newest; undefined for a release before or after all of them. */
export function statesAround(release: Release): { readonly before: Release; readonly after: Release } | undefined {
  const at = statesRead.findLastIndex((state) => compareReleases(state, release) <= 0);
  const before = statesRead[at];
  if (before === undefined) return undefined;
  const after = statesRead[at + 1];
  if (after === undefined && compareReleases(before, release) !== 0) return undefined;
  return { before, after: after ?? before };
}

/** True for releases that came after the last one known: what they have is not known. Patches of the last one are not after it. */
export function isAfterLast(release: Release): boolean {
  return compareReleases(release.slice(0, lastRelease.length), lastRelease) > 0;
}
