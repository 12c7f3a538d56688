import { gitlab } from './ci/gitlab.ts';
import { skypilot } from './ci/skypilot.ts';
import { workflow } from './ci/workflow.ts';
import { compose } from './compose/compose.ts';
import { guests } from './guests.ts';
import { pod } from './kubernetes/pod.ts';
import { singleContainer } from './kubernetes/single-container.ts';
import { looseShapes, platformShapes } from './platforms/platforms.ts';
import { scripts } from './scripts/scripts.ts';
import type { Shape } from './shape.ts';
import { deviceMap } from './training/device-map.ts';

/** The ways in which YAML documents hold launches, the most particular first. */
export const shapes: readonly Shape[] = [
  ...platformShapes,
  compose,
  deviceMap,
  pod,
  workflow,
  gitlab,
  skypilot,
  singleContainer,
  guests,
  ...looseShapes,
  scripts,
];
