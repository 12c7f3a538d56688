import type { EngineVersion } from '../engine.ts';
import type { Release } from '../version.ts';

/** TGI is in maintenance since December 2025: hardly anything comes after this. */
export const lastRelease: Release = [3, 3, 7];

/** The newest state that the rules speak for. */
export const newest: EngineVersion = { release: [3, 3, 8], text: 'main of 2026-01-08 (after v3.3.7)', source: 'assumed' };

/** Every release from the first to the last, by the tags of the repository. */
export const statesRead: readonly Release[] = [
  [1, 0],
  [1, 0, 1],
  [1, 0, 2],
  [1, 0, 3],
  [1, 1],
  [1, 1, 1],
  [1, 2],
  [1, 3],
  [1, 3, 1],
  [1, 3, 2],
  [1, 3, 3],
  [1, 3, 4],
  [1, 4],
  [1, 4, 1],
  [1, 4, 2],
  [1, 4, 3],
  [1, 4, 4],
  [1, 4, 5],
  [2, 0],
  [2, 0, 1],
  [2, 0, 2],
  [2, 0, 3],
  [2, 0, 4],
  [2, 1],
  [2, 1, 1],
  [2, 2],
  [2, 3],
  [2, 3, 1],
  [2, 4],
  [2, 4, 1],
  [3, 0],
  [3, 0, 1],
  [3, 0, 2],
  [3, 1],
  [3, 1, 1],
  [3, 2],
  [3, 2, 1],
  [3, 2, 2],
  [3, 2, 3],
  [3, 3],
  [3, 3, 1],
  [3, 3, 2],
  [3, 3, 3],
  [3, 3, 4],
  [3, 3, 5],
  [3, 3, 6],
  lastRelease,
  newest.release,
];
