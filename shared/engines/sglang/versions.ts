import type { EngineVersion } from '../engine.ts';
import type { Release } from '../version.ts';

/** The last release that the rules know. */
export const lastRelease: Release = [0, 5, 17];

/** The newest state that the rules speak for: development after the last release, counted as the release to come. */
export const newest: EngineVersion = { release: [0, 5, 18], text: 'main of 2026-08-21 (after v0.5.17)', source: 'assumed' };

/**
 * States of SGLang whose option lists were read: tags up to v0.5.9, v0.5.10rc0, then main at a day no later than the branch of the
 * release that the state is named after.
 */
export const statesRead: readonly Release[] = [
  [0, 4],
  [0, 4, 3],
  [0, 4, 5],
  [0, 4, 6],
  [0, 4, 7],
  [0, 4, 8],
  [0, 4, 9],
  [0, 4, 10],
  [0, 5],
  [0, 5, 1],
  [0, 5, 2],
  [0, 5, 3],
  [0, 5, 4],
  [0, 5, 5],
  [0, 5, 6],
  [0, 5, 7],
  [0, 5, 8],
  [0, 5, 9],
  [0, 5, 10],
  [0, 5, 12],
  [0, 5, 13],
  [0, 5, 14],
  [0, 5, 15],
  [0, 5, 16],
  [0, 5, 17],
  newest.release,
];
