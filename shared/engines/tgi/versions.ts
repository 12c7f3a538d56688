import type { EngineVersion } from '../engine.ts';
import type { Release } from '../version.ts';

/** TGI is in maintenance since December 2025: hardly anything comes after this. */
export const lastRelease: Release = [3, 3, 7];

/** The newest state that the rules speak for. */
export const newest: EngineVersion = { release: [3, 3, 8], text: 'main of 2026-01-08 (after v3.3.7)', source: 'assumed' };

/** Every release between the first and the last was read; these are the ones that changed the launcher's options. */
export const statesRead: readonly Release[] = [
  [1, 0],
  [1, 0, 1],
  [1, 0, 3],
  [1, 1],
  [1, 3],
  [1, 4],
  [1, 4, 1],
  [2, 0],
  [2, 0, 1],
  [2, 1],
  [2, 2],
  [2, 3],
  [2, 4],
  [2, 4, 1],
  [3, 0],
  [3, 2, 2],
  [3, 3],
  lastRelease,
  newest.release,
];
