import { otherDecoders } from './layouts/decoders.ts';
import type { Layouts } from './layouts/layout.ts';
import { likeLlama } from './layouts/like-llama.ts';
import { ownCode } from './layouts/own-code.ts';
import { withTowers } from './layouts/with-towers.ts';

/**
 * Layouts of modules by class. Sources are files of Transformers under src/transformers/models, read in 4.57.6 and 5.18.0, unless they say
 * otherwise. A class that keeps anything else with weights beside its layers is left out.
 */
export const layouts: Readonly<Partial<Layouts>> = { ...likeLlama, ...otherDecoders, ...withTowers, ...ownCode };
