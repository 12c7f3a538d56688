import { compareReleases, type Release } from '../version.ts';
import type { Dialect } from './dialect.ts';

/** The states read that a release lies between, both the same for the newest; undefined for a release before or after all of them. */
export function statesAround(release: Release, { statesRead }: Dialect): States | undefined {
  const at = statesRead.findLastIndex((state) => compareReleases(state, release) <= 0);
  const before = statesRead[at];
  if (before === undefined) return undefined;
  const after = statesRead[at + 1];
  if (after === undefined && compareReleases(before, release) !== 0) return undefined;
  return { before, after: after ?? before };
}

export interface States {
  readonly before: Release;
  readonly after: Release;
}

/** True for releases that came after the last one known: what they have is not known. Patches of the last one are not after it. */
export function isAfterLast(release: Release, { lastRelease }: Dialect): boolean {
  return compareReleases(release.slice(0, lastRelease.length), lastRelease) > 0;
}
