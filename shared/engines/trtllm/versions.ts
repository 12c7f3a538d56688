import type { EngineVersion } from '../engine.ts';
import type { Release } from '../version.ts';

/** The last release that is no release candidate. */
export const lastRelease: Release = [1, 2];

/** The newest state that the rules speak for. Its candidates (`1.3.0rc24`) count as the release to come. */
export const newest: EngineVersion = { release: [1, 3], text: 'main of 2026-09 (1.3 release candidates)', source: 'assumed' };

/** The one state whose whole list of options was read; of earlier releases no option is called unknown. */
export const statesRead: readonly Release[] = [newest.release];
