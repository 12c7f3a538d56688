import type { EngineVersion } from '../engine.ts';
import type { Release } from '../version.ts';

/** The last release that the rules know. */
export const lastRelease: Release = [0, 26];

/** The newest state that the rules speak for: development after the last release, counted as the release to come. */
export const newest: EngineVersion = { release: [0, 27], text: 'main of 2026-08-17 (after v0.26)', source: 'assumed' };

/** States of vLLM whose option lists were read, each no later than the branch of the release that it is named after. */
export const statesRead: readonly Release[] = [
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
